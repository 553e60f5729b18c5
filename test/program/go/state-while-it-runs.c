// RUN: %program %s
// Who asks what a task does disturbs nothing that ends its waits, and reads
// only what stays: a thread asks all the time while two tasks exchange values.
#include <csp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifdef SMALL
enum { ROUNDS = 2000 };
#else
enum { ROUNDS = 20000 };
#endif
static atomic_int stop, wrong;

static int inner(chan(int) c)
{
    return chan_get(c);
}

static long take(chan(int) c, chan(int) d)
{
    long sum = 0;
    for (int i = 0, v = 0; i < ROUNDS; i++) {
        select {
        case_recv(c, &v): break;
        case_recv(d, &v): break;
        }
        sum += v + inner(c);
        if (i % 64 == 0) csp_sleep(1);
    }
    return sum;
}

static void *ask(void *task)
{
    while (!stop) {
        struct csp_state s = csp_state((task(long))task);
        bool known = strcmp(s.function, "take") == 0 ||
                     (strcmp(s.function, "inner") == 0 && s.line == 20);
        if (!known || (s.is == CSP_IS_BLOCKED) != (s.operation != NULL))
            wrong = 1;
    }
    return NULL;
}

int main(void)
{
    pthread_t thread;
    alarm(600); // whoever runs the test may be gone
    auto_chan(int) c = chan_make(int, 0), d = chan_make(int, 0);
    task(long) t = spawn(take(c, d));
    pthread_create(&thread, NULL, ask, (void *)t);
    for (int i = 0; i < ROUNDS; i++) {
        chan_send(i % 2 ? c : d, i);
        chan_send(c, 1);
    }
    while (csp_state(t).is != CSP_IS_DONE)
        yield();
    stop = 1;
    blocking
    pthread_join(thread, NULL);
    printf("%d %d\n", join(t) == ROUNDS * (ROUNDS + 1L) / 2, (int)wrong);
    // OUT: 1 0
}
