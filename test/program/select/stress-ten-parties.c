// RUN: %program %s
// Ten tasks select and send on four channels in every shape; all sums agree.
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { N = 500 };
#else
enum { N = 10000 };
#endif

static void send_one(chan(int) c)
{
    for (int i = 0; i < N; i++)
        chan_send(c, 1);
}

static void take_one(chan(int) c, long *total)
{
    for (int i = 0; i < N; i++)
        __atomic_add_fetch(total, chan_get(c), __ATOMIC_RELAXED);
}

static void send_all(chan(int) a, chan(int) b, chan(int) c, chan(int) d)
{
    int left[4] = {N, N, N, N};
    for (int i = 0; i < 4 * N; i++) {
        select {
        case_send(left[0] ? a : NULL, 1): left[0]--; break;
        case_send(left[1] ? b : NULL, 1): left[1]--; break;
        case_send(left[2] ? c : NULL, 1): left[2]--; break;
        case_send(left[3] ? d : NULL, 1): left[3]--; break;
        }
    }
}

static void take_all(chan(int) a, chan(int) b, chan(int) c, chan(int) d, long *total)
{
    int left[4] = {N, N, N, N}, v = 0;
    for (int i = 0; i < 4 * N; i++) {
        select {
        case_recv(left[3] ? d : NULL, &v): left[3]--; break;
        case_recv(left[2] ? c : NULL, &v): left[2]--; break;
        case_recv(left[1] ? b : NULL, &v): left[1]--; break;
        case_recv(left[0] ? a : NULL, &v): left[0]--; break;
        }
        __atomic_add_fetch(total, v, __ATOMIC_RELAXED);
    }
}

int main(void)
{
    chan(int) c[4];
    long total = 0;
    for (int i = 0; i < 4; i++) {
        c[i] = chan_make(int, i < 2 ? 0 : 10);
        go send_one(c[i]);
        go take_one(c[i], &total);
    }
    go send_all(c[0], c[1], c[2], c[3]);
    go take_all(c[0], c[1], c[2], c[3], &total);
    while (csp_live() > 1)
        yield();
    printf("%d\n", total == 8L * N); // OUT: 1
    for (int i = 0; i < 4; i++)
        chan_release(c[i]);
    return 0;
}
