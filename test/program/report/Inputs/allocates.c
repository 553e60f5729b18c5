// For out-of-memory.test: asks the runtime for memory in every way. What has a
// result to say so reports that there is none; the rest stops the program.
#include <csp.h>
#include <alloca.h>
#include <stdio.h>
#include <string.h>

struct large { char bytes[5000]; };

static coroutine int down(int n)
{
    yield();
    return n ? down(n - 1) + 1 : 0;
}

static void tell(chan(struct large) c)
{
    struct large v;
    memset(&v, 1, sizeof v);
    (void)chan_send(c, v);
    chan_release(c);
}

static int lengths(int n)
{
    char list[n], *more = alloca((size_t)n);
    memset(list, 1, (size_t)n);
    yield();
    memset(more, 1, (size_t)n);
    yield();
    return list[n - 1] + more[0];
}

static int none(const char *what)
{
    printf("no %s\n", what);
    return 0;
}

int main(void)
{
    chan(struct large) c = chan_make(struct large, 2);
    chan(int) d = chan_make_drop(int, 3), e = chan_make_slide(int, 1);
    if (!c || !d || !e) return none("channel");
    task(int) t = spawn(down(30));
    if (!t) return none("task");
    for (int i = 0; i < 3; i++)
        go tell(chan_retain(c));
    for (int i = 0; i < 3; i++)
        chan_recv(c, NULL);
    chan_send(d, lengths(3000));
    chan_send(e, 2);
    blocking strlen("a");
    csp_sleep(1);
    int sum = join(t) + chan_get(d) + chan_get(e);
    chan_release(c);
    chan_release(d);
    chan_release(e);
    puts(sum == 34 ? "all" : "wrong");
    return 0;
}
