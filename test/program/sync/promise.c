// RUN: %program %s
// A promise takes one value, which all get who receive, before and after, as
// often as they like, in a select too; closed without one, all get false.
#include <csp_sync.h>
#include <pthread.h>
#include <stdio.h>

struct point {
    long x, y, z;
};

static void wait_for(promise(struct point) p, chan(long) out)
{
    struct point v;
    bool ok = chan_recv(p, &v);
    chan_send(out, ok ? v.x + v.y + v.z : -1);
    chan_release(p);
}

static void *in_thread(void *promised)
{
    promise(struct point) p = promised;
    return (void *)(chan_get(p).z);
}

static void waiters(promise(struct point) p, chan(long) out)
{
    for (int i = 0; i < 5; i++)
        go wait_for(chan_retain(p), out);
    csp_sleep(CSP_MS);
}

static long sum_of(chan(long) out)
{
    long sum = 0;
    for (int i = 0; i < 5; i++)
        sum += chan_get(out);
    return sum;
}

int main(void)
{
    auto_promise(int) p = promise_make(int);
    printf("%zu ", chan_len(p));
    bool first = promise_put(p, 1), second = promise_put(p, 2);
    printf("%d%d ", first, second);
    int a = chan_get(p), b = 0, c = 0;
    select {
    case_recv(p, &b): break;
    }
    promise_close(p);
    printf("%d ", chan_recv(p, &c));
    printf("%d %d %d %zu\n", a, b, c, chan_len(p)); // OUT: 0 10 1 1 1 1 1
    auto_promise(struct point) q = promise_make(struct point);
    auto_promise(struct point) r = promise_make(struct point);
    auto_chan(long) out = chan_make(long, 0);
    pthread_t thread;
    pthread_create(&thread, NULL, in_thread, q);
    waiters(q, out);
    promise_put(q, {1, 2, 3});
    void *got;
    blocking pthread_join(thread, &got);
    printf("%ld %ld\n", sum_of(out), (long)got); // OUT: 30 3
    waiters(r, out);
    promise_close(r);
    printf("%ld %d\n", sum_of(out), promise_put(r, {0})); // OUT: -5 0
}
