// RUN: %program %s
// csp_once_do: many tasks and a thread call at once, one of them runs the
// coroutine, and all come back when it has returned; one that is cancelled in
// it has not done it; in a scope that has ended it is a cancel point.
#include <csp_sync.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static csp_once once = CSP_ONCE_INIT, hard = CSP_ONCE_INIT;
static atomic_int done, tries, after;

static void slowly(void)
{
    csp_sleep(CSP_MS);
    done++;
}

static void at_second_try(void)
{
    if (++tries == 1) csp_sleep(CSP_S);
}

static void plain(void)
{
    done += 10;
}

static void call(void)
{
    csp_once_do(&once, slowly);
    after += done;
}

static void *call_in_thread(void *unused)
{
    after += csp_once_do(&once, slowly);
    return unused;
}

int main(void)
{
    pthread_t thread;
    int why;
    pthread_create(&thread, NULL, call_in_thread, NULL);
    group () {
        for (int i = 0; i < 20; i++)
            go call();
    }
    blocking pthread_join(thread, NULL);
    printf("%d %d\n", done, after); // OUT: 1 21
    within (CSP_MS, &why) csp_once_do(&hard, at_second_try);
    printf("%d %d\n", why == CSP_ETIMEDOUT, tries); // OUT: 1 1
    bool is_done = csp_once_do(&hard, at_second_try);
    csp_once_do(&hard, plain);
    printf("%d %d %d\n", is_done, tries, done); // OUT: 1 2 1
    within (0, &why) {
        is_done = csp_once_do(&hard, plain);
        printf("%d\n", is_done); // OUT: 0
        csp_once_do(&hard, plain);
        puts("never");
    }
    csp_once other = CSP_ONCE_INIT;
    csp_once_do(&other, plain);
    printf("%d %d\n", why == CSP_ETIMEDOUT, done); // OUT: 1 11
}
// ENV: CSP_CLOCK=virtual
