// While somebody wakes up soon enough to look after the others, no worker that
// goes to sleep becomes the watcher too: that would wake one thread more each
// time. Told without a clock: the test says that there is one.
#include "machine.h"
#include "run/park.h"

MACHINE(ticks, int i; struct csp_timer timer;)
{
    BEGIN
    for (self->i = 0; self->i < 20; self->i++) {
        YIELD();
        SLEEP(CSP_MS);
    }
    END
}

static void tick(void)
{
    ENTER(t, ticks);
    WAIT(t);
    LEAVE(t);
}

static void set_watch(int64_t at)
{
    pthread_mutex_lock(&cspi_rt.idle);
    cspi_rt.watcher = NULL;
    atomic_store(&cspi_rt.watch_at, at);
    pthread_mutex_unlock(&cspi_rt.idle);
}

static void test_one_watcher(void **state)
{
    (void)state;
    tick(); // workers have started
    set_watch(0);
    tick();
    assert_int_equal(atomic_load(&cspi_rt.watch_at), 0);
    set_watch(CSPI_NEVER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_one_watcher)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
