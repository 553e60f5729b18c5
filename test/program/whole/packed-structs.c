// RUN: %program %s
// FLAGS: -fpack-struct
// -fpack-struct is for the program's own structs, also for those local to a
// coroutine; the runtime's and its frames are as the runtime knows them.
// OUT: 5 9 10
// OUT: 56 1
#include <csp.h>
#include <csp_sync.h>
#include <stdio.h>

struct odd {
    char a;
    int b;
};

static void send(chan_out(struct odd) c)
{
    struct local {
        char x;
        long y;
    } l = {1, 2};
    chan_send(c, {'x', 7});
    struct odd o = {(char)sizeof l, (int)(l.x + l.y)};
    chan_send(c, o);
}

int main(void)
{
    chan(struct odd) c = chan_make(struct odd, 0);
    struct odd o = {0, 0};
    int sum = 0;
    csp_mutex m = CSP_MUTEX_INIT;
    csp_rwlock l = CSP_RWLOCK_INIT;
    csp_rwlock_rdlock(&l);
    csp_mutex_lock(&m);
    go send(c);
    for (int i = 0; i < 2; i++) {
        select {
        case_recv(c, &o): sum += o.b; break;
        case_after(3600 * CSP_S): puts("late");
        }
    }
    printf("%zu %d %d\n", sizeof o, o.a, sum);
    struct csp_choice set[2] = {choice_recv(c, &o), choice_after(1)};
    printf("%zu %d\n", sizeof set[0], select_set(set, 2, 0));
    csp_mutex_unlock(&m);
    csp_rwlock_unlock(&l);
    chan_release(c);
    return 0;
}
