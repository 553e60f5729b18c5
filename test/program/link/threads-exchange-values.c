// RUN: %program %s
// A thread and a task exchange 100,000 values each way; the sums are exact
// (row C3).
#include <csp.h>
#include <pthread.h>
#include <stdio.h>

#ifdef SMALL
enum { COUNT = 2000 };
#else
enum { COUNT = 50000 };
#endif

struct pair { chan(int) to, from; long sum; };

static void *thread(void *argument)
{
    struct pair *p = argument;
    for (int i = 1; i <= COUNT; i++) {
        int v;
        if (!chan_send_thread(p->to, i)) return NULL;
        if (!chan_recv_thread(p->from, &v)) return NULL;
        p->sum += v;
    }
    chan_close(p->to);
    return NULL;
}

int main(void)
{
    struct pair p = {chan_make(int, 0), chan_make(int, 4), 0};
    pthread_t id;
    long sum = 0, want = (long)COUNT * (COUNT + 1) / 2;
    int v;
    pthread_create(&id, NULL, thread, &p);
    while (chan_recv(p.to, &v)) {
        sum += v;
        chan_send(p.from, -v);
    }
    blocking pthread_join(id, NULL);
    printf("%d %d\n", sum == want, p.sum == -want); // OUT: 1 1
    chan_release(p.to);
    chan_release(p.from);
    return 0;
}
