// When main ends the program ends, with main's status, whatever the others do;
// the number of threads is that of the workers.
#include <dirent.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "child.h"
#include "base/sys.h"

MACHINE(spins_for_ever, int x;)
{
    BEGIN
    for (volatile int i = 0;; i++)
        ;
    END
}

MACHINE(blocks_for_ever, struct csp_wait wait;)
{
    BEGIN
    RECV(NULL, NULL);
    END
}

MACHINE(main_with_blocked, int result; int i;)
{
    BEGIN
    for (self->i = 0; self->i < 100; self->i++) {
        SPAWN(b, blocks_for_ever);
        START(b);
    }
    YIELD();
    self->result = 7;
    END
}

static void test_blocked_tasks_cease(void **state)
{
    (void)state;
    static struct outcome o;
    run_main(&o, &main_with_blocked_co);
    assert_int_equal(o.status, 7);
    assert_string_equal(o.err, "");
}

MACHINE(main_with_hog, int result; int i; struct csp_timer timer;)
{
    BEGIN
    self->result = 7;
    {
        SPAWN(s, spins_for_ever);
        START(s);
    }
    for (self->i = 0; self->i < 10; self->i++)
        SLEEP(5000000);
    END
}

static void test_hog_does_not_keep_main(void **state)
{
    (void)state;
    const char *workers = getenv("CSP_WORKERS");
    if (workers && atoi(workers) == 1) skip();
    static struct outcome o;
    for (int i = 0; i < 5; i++) {
        run_main(&o, &main_with_hog_co);
        assert_int_equal(o.status, 7);
    }
}

static bool none(int id)
{
    (void)id;
    return false;
}

MACHINE(counts_threads, int result; int i;)
{
    BEGIN
    for (self->i = 0; self->i < 1000; self->i++) {
        SPAWN(b, blocks_for_ever);
        START(b);
        if (self->i % 10 == 0) YIELD();
    }
    const char *workers = getenv("CSP_WORKERS");
    int most = workers ? atoi(workers) : cspi_core_count();
    int threads = cspi_count_unknown_threads(none) - cspi_under_tsan();
    self->result = threads <= most ? 0 : threads;
    END
}

MACHINE(alone, int result; int i;)
{
    BEGIN
    for (self->i = 0; self->i < 1000; self->i++)
        YIELD();
    self->result =
        cspi_count_unknown_threads(none) <= 1 + cspi_under_tsan() ? 0 : 1;
    END
}

static void test_threads(void **state)
{
    (void)state;
    static struct outcome o;
    run_main(&o, &counts_threads_co);
    assert_int_equal(o.status, 0);
    run_main(&o, &alone_co);
    assert_int_equal(o.status, 0);
}

int main(int argc, char **argv)
{
    setenv("CSP_LEAKS", "0", 1); // what never runs again here is meant
    CHILD_DISPATCH(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocked_tasks_cease),
        cmocka_unit_test(test_hog_does_not_keep_main),
        cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
