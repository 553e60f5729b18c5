// RUN: %program %s
// UNSUPPORTED: asan
// A channel is released, by mistake, while tasks that wait on it are being
// cancelled: they go on, to wait for something else.
#include <csp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 500, TASKS = 100 };

static chan(int) shared;
static atomic_int begun, released;

static void *release_each(void *arg)
{
    for (int round = 1; round <= ROUNDS; round++) {
        while (atomic_load(&begun) < round) continue;
        chan_release(shared);
        atomic_store(&released, round);
    }
    return arg;
}

static int wait_twice(chan(int) c, chan(int) next)
{
    int n = 0;
    if (chan_recv(c, &n)) return -1;
    shield () n = chan_get(next);
    return n;
}

static int play(int round)
{
    auto_chan(int) next = chan_make(int, 0);
    task(int) t[TASKS];
    int sum = 0;
    shared = chan_make(int, 0);
    for (int i = 0; i < TASKS; i++) t[i] = spawn(wait_twice(shared, next));
    while (csp_chan_info(shared).receivers < TASKS) yield();
    atomic_store(&begun, round);
    for (volatile int i = round % 100; i > 0; i--) continue;
    for (int i = TASKS; i-- > 0;) task_cancel(t[i]);
    while (atomic_load(&released) < round) yield();
    for (int i = 0; i < TASKS; i++) chan_send(next, 1);
    for (int i = 0; i < TASKS; i++) sum += join(t[i]);
    return sum;
}

int main(void)
{
    pthread_t thread;
    int good = 0;
    if (pthread_create(&thread, NULL, release_each, NULL)) abort();
    for (int i = 1; i <= ROUNDS; i++) good += play(i) == TASKS;
    blocking pthread_join(thread, NULL);
    printf("%d\n", good); // OUT: 500
    return 0;
}
