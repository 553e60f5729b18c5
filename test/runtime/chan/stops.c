// What ends the program with status 2 and says so.
#include "memory/alloc.h"
#include "child.h"

static int make_negative(void *arg)
{
    (void)arg;
    csp__make(4, -1, HERE);
    return 0;
}

static int make_huge(void *arg)
{
    (void)arg;
    csp__make(1000, INT64_MAX / 100, HERE);
    return 0;
}

static int close_null(void *arg)
{
    (void)arg;
    csp__close(NULL, "some.c", 17);
    return 0;
}

static int send_failed(void *arg)
{
    (void)arg;
    csp_rt_send_failed("other.c", 18);
}

MACHINE(nothing, int result;)
{
    BEGIN
    END
}

static int spawn_without_memory(void *arg)
{
    (void)arg;
    cspi_alloc_fail_at(1);
    csp_rt_spawn(NULL, &nothing_co, "third.c", 19);
    return 0;
}

MACHINE(enters, int result;)
{
    BEGIN
    csp_rt_enter(&nothing_co);
    END
}

MACHINE(waits, int result;)
{
    BEGIN
    csp__recv(NULL, NULL, NULL);
    END
}

static void check(int (*body)(void *), void *arg, const char *text)
{
    static struct outcome o;
    run_child(&o, body, arg);
    assert_int_equal(o.status, 2);
    if (!strstr(o.err, text)) fail_msg("no \"%s\" in: %s", text, o.err);
}

static void test_stops(void **state)
{
    (void)state;
    check(make_negative, NULL, "(-1 elements of 4 bytes)");
    check(make_huge, NULL, "elements of 1000 bytes)");
    check(close_null, NULL, "csp: some.c:17: close of a NULL channel");
    check(send_failed, NULL, "csp: other.c:18: send on a closed channel");
    check(spawn_without_memory, NULL,
          "csp: third.c:19: out of memory: cannot start nothing (");
    check(enter_main, (void *)(uintptr_t)&enters_co, "nothing is a coroutine");
    check(enter_main, (void *)(uintptr_t)&waits_co, "on a worker");
    setenv("CSP_WORKERS", "many", 1);
    check(enter_main, (void *)(uintptr_t)&nothing_co, "CSP_WORKERS=many");
    setenv("CSP_WORKERS", "0", 1);
    check(enter_main, (void *)(uintptr_t)&nothing_co, "CSP_WORKERS=0");
}

int main(int argc, char **argv)
{
    CHILD_DISPATCH(argc, argv);
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_stops)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
