// RUN: %program %s
// What a task gets the address of in a plain function, a compound literal,
// lives to the end of the block that `go` stands in; and locals of the
// function may have the names of what starts a task.
#include <csp.h>
#include <pthread.h>
#include <stdio.h>

struct pair {
    int a[3];
    const char *s;
};
typedef coroutine void taker(const struct pair *, const int *);
static chan(int) out;

static void take(const struct pair *p, const int *v)
{
    chan_send(out, p->a[0] + p->a[2] * 10 + v[1] * 100 + p->s[0] % 2 * 1000);
}

static void *start(void *arg)
{
    int csp_new = *(int *)arg, csp_target = 2, csp_function = 3, v, sum = 0;
    taker *through = take;
    go
    take(&(struct pair){{csp_new, 2, 8}, "a"}, (const int[]){9, csp_target});
    if (csp_target) go
    through(&(const struct pair){{csp_target, 2, 7}, "b"}, (int[2]){1});
    else go
    take(&(struct pair){{0}, "c"}, (int[2]){0});
label:
    go
    {
        chan_send(out, csp_new + csp_target * csp_function);
    }
    if (csp_new == 2) goto label;
    for (int i = 0; i < 3 && chan_recv_thread(out, &v); i++)
        sum += v;
    printf("%d\n", sum); // OUT: 1360
    return NULL;
}

int main(void)
{
    int csp_suspend = 1;
    pthread_t thread;
    out = chan_make(int, 0);
    pthread_create(&thread, NULL, start, &csp_suspend);
    blocking
    pthread_join(thread, NULL);
    chan_release(out);
    return 0;
}
