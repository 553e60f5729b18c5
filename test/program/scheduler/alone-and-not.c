// RUN: %program %s
// A worker that is alone takes locks in its own way; others come and go: workers
// that share a load, threads of `blocking`, and at last one that is foreign.
// Each message arrives once, and what a lock guards is whole.
#include <csp.h>
#include <csp_sync.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

#ifdef SMALL
enum { ROUNDS = 3, EACH = 100, LONG = 2000 };
#else
enum { ROUNDS = 12, EACH = 1000, LONG = 20000 };
#endif
enum { BUSY = 6, STATEMENTS = 3 };

static csp_mutex lock = CSP_MUTEX_INIT;
static long under_lock, under_channel, work_done;

static void produce(chan(int) c, int n)
{
    for (int i = 1; i <= n; i++)
        chan_send(c, i);
}

static void count(chan(char) key)
{
    csp_mutex_lock(&lock);
    under_lock++;
    csp_mutex_unlock(&lock);
    chan_get(key);
    under_channel++;
    chan_send(key, 1);
}

// Two tasks, one of them this: one worker has enough to do.
static long stream(chan(char) key, int room, int n)
{
    chan(int) c = chan_make(int, room);
    task(void) t = spawn(produce(c, n));
    long sum = 0;
    for (int i = 0; i < n; i++) {
        sum += chan_get(c);
        if (i % 16 == 0) count(key);
    }
    join(t);
    chan_release(c);
    return sum - (long)n * (n + 1) / 2;
}

// So long a turn that it is worth it to wake others.
static void busy(chan(char) key, chan(int) out)
{
    unsigned x = 1;
    for (int i = 0; i < EACH; i++) {
        for (int k = 0; k < 50; k++)
            x = x * 1664525 + 1013904223;
        if (i % 10 == 0) yield();
        if (i % 50 == 0) count(key);
    }
    chan_send(out, x ? 1 : 2);
}

static void statement(chan(char) key, chan(int) out)
{
    for (int i = 0; i < EACH / 10; i++) {
        blocking sched_yield();
        count(key);
    }
    chan_send(out, 1);
}

static void share(chan(char) key)
{
    chan(int) out = chan_make(int, 1);
    for (int i = 0; i < BUSY; i++)
        go busy(key, out);
    for (int i = 0; i < STATEMENTS; i++)
        go statement(key, out);
    for (int i = 0; i < BUSY + STATEMENTS; i++)
        work_done += chan_get(out);
    chan_release(out);
}

static long round_of(chan(char) key)
{
    long wrong = stream(key, 0, LONG / 4) + stream(key, 64, LONG);
    share(key);
    return wrong;
}

static void *foreign(void *c)
{
    for (int i = 1; i <= EACH; i++)
        chan_send_thread((chan(int))c, i);
    return NULL;
}

int main(void)
{
    chan(char) key = chan_make(char, 1);
    chan_send(key, 1);
    long wrong = 0, counted = 0;
    for (int i = 0; i < ROUNDS; i++)
        wrong += round_of(key);

    chan(int) c = chan_make(int, 8);
    pthread_t thread;
    pthread_create(&thread, NULL, foreign, c);
    wrong += round_of(key);
    for (int i = 0; i < EACH; i++)
        counted += chan_get(c);
    blocking pthread_join(thread, NULL);
    wrong += round_of(key);

    int each = (LONG / 4 + 15) / 16 + (LONG + 15) / 16 + BUSY * (EACH / 50) +
               STATEMENTS * (EACH / 10);
    // OUT: 0 0
    printf("%ld %ld\n", wrong, counted - (long)EACH * (EACH + 1) / 2);
    // OUT: 1 1 1
    printf("%d %d %d\n", under_lock == (ROUNDS + 2L) * each,
           under_channel == under_lock,
           work_done == (ROUNDS + 2L) * (BUSY + STATEMENTS));
    chan_release(c);
    chan_release(key);
    return 0;
}
