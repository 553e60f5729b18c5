// Threads that run workers, by turns, and none: whoever is alone takes the lock
// by a store, and what is counted under it is counted.
#include "base/bias.h"

#include <pthread.h>

#include "base/spin.h"
#include "base/sys.h"
#include "machine.h"

enum { THREADS = 3, ROUNDS = 20000, LOCKS = 8 };

static struct spin lock;
static long counted, alone;

static void count(struct csp_worker *worker)
{
    for (int i = 0; i < LOCKS; i++) {
        cspi_spin_lock_own(&lock);
        counted++;
        if (worker) alone += worker->csp_alone;
        cspi_spin_unlock(&lock);
    }
}

// Whoever has slept wants to be alone, at a time when it may.
static void work(struct csp_worker *worker, int round)
{
    cspi_bias_enter(worker);
    count(worker);
    cspi_bias_want(cspi_deadline(2000000000));
    count(worker);
    if (round % 3 == 0) cspi_bias_drop();
    count(worker);
    cspi_bias_leave();
}

// The first is, now and then, a foreign thread.
static void *run(void *arg)
{
    struct csp_worker worker = {0};
    for (int i = 0; i < ROUNDS; i++) {
        if (arg && i % 4 == 0)
            count(NULL);
        else
            work(&worker, i);
    }
    if (arg) work(&worker, 0);
    return NULL;
}

static void test_count(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    bool usable = cspi_barrier_init() && !cspi_under_tsan();
    cspi_bias_init();
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(
            pthread_create(&threads[i], NULL, run, i ? NULL : &lock), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    long foreign = ROUNDS / 4, rounds = (long)THREADS * ROUNDS + 1 - foreign;
    assert_int_equal(counted, (3 * rounds + foreign) * LOCKS);
    struct csp_worker last = {0};
    work(&last, 1);
    assert_int_equal(alone > 0, usable);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_count)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
