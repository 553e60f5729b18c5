// RUN: %program %s
// Threads and tasks, four of each, send and receive on one channel; each value
// arrives once, and a close ends all.
#include <csp.h>
#include <pthread.h>
#include <stdio.h>

#ifdef SMALL
enum { EACH = 200 };
#else
enum { EACH = 4000 };
#endif
static long sent, got;

static void *send_thread(void *c)
{
    for (int i = 1; i <= EACH; i++)
        if (chan_send_thread((chan(int))c, i))
            __atomic_add_fetch(&sent, i, __ATOMIC_RELAXED);
    return NULL;
}

static void *take_thread(void *c)
{
    int v;
    while (chan_recv_thread((chan(int))c, &v))
        __atomic_add_fetch(&got, v, __ATOMIC_RELAXED);
    return NULL;
}

static void put(chan(int) c)
{
    for (int i = 1; i <= EACH; i++)
        if (chan_send(c, i)) __atomic_add_fetch(&sent, i, __ATOMIC_RELAXED);
}

static void take(chan(int) c)
{
    int v;
    while (chan_recv(c, &v))
        __atomic_add_fetch(&got, v, __ATOMIC_RELAXED);
}

int main(void)
{
    chan(int) c = chan_make(int, 2);
    pthread_t senders[4], takers[4];
    for (int i = 0; i < 4; i++) {
        pthread_create(&senders[i], NULL, send_thread, c);
        pthread_create(&takers[i], NULL, take_thread, c);
        go put(c);
        go take(c);
    }
    for (int i = 0; i < 4; i++)
        blocking pthread_join(senders[i], NULL);
    while (csp_live() > 5)
        yield();
    chan_close(c);
    for (int i = 0; i < 4; i++)
        blocking pthread_join(takers[i], NULL);
    while (csp_live() > 1)
        yield();
    printf("%d\n", got == sent && sent == 8L * EACH * (EACH + 1) / 2); // OUT: 1
    chan_release(c);
    return 0;
}
