// REQUIRES: proc
// When nothing can ever run again the program ends with status 2 and tells who
// waits where; while anything can, it does not.
#include <pthread.h>
#include <time.h>

#include "child.h"

static const struct csp_point points[] = {{11, CSP_POINT_RECV, "jobs"},
                                          {12, CSP_POINT_SEND, "results"}};

MACHINE(reader, void *c; struct csp_wait wait;)
{
    if (self->head.resume) return CSP_DONE;
    int r = csp_rt_recv(worker, FRAME, &self->wait, self->c, NULL);
    if (r < 0) self->head.resume = 1;
    return r < 0 ? r : CSP_DONE;
}

static struct csp_descriptor described;
static const struct csp_descriptor *described_list[] = {&described};

static void describe(void)
{
    described = reader_co;
    described.name = "reader";
    described.file = "prog.c";
    described.points = points;
    described.point_count = 2;
    csp_rt_register_v5(described_list, described_list + 1);
}

MACHINE(stuck, int result; void *c; int readers; int i; struct csp_wait wait;)
{
    BEGIN
    describe();
    self->c = csp__make(1, 0, HERE);
    for (self->i = 0; self->i < 1000; self->i++) {
        SPAWN(p, reader);
        p->c = self->c;
        START(p);
    }
    SEND(NULL, NULL);
    END
}

static void test_all_asleep(void **state)
{
    (void)state;
    static struct outcome o;
    run_main(&o, &stuck_co);
    assert_int_equal(o.status, 2);
    assert_non_null(strstr(o.err, "all coroutines are asleep"));
    assert_non_null(
        strstr(o.err, "reader at prog.c:11: receive jobs x 1000\n"));
    assert_non_null(strstr(o.err, "send (NULL channel)\n"));
}

MACHINE(lonely_select, int result;)
{
    BEGIN
    SELECT(NULL, 0, 0);
    END
}

static void test_empty_select(void **state)
{
    (void)state;
    static struct outcome o;
    run_main(&o, &lonely_select_co);
    assert_int_equal(o.status, 2);
    assert_non_null(strstr(o.err, "select"));
}

// Not main: entered by a plain thread that waits for it.
static int enter_plain(void *arg)
{
    struct csp_frame *root = csp_rt_enter(arg);
    csp_rt_wait(root);
    csp_rt_leave(root);
    return 0;
}

static void test_plain_main_waits(void **state)
{
    (void)state;
    static struct outcome o;
    run_child(&o, enter_plain, (void *)(uintptr_t)&lonely_select_co);
    assert_int_equal(o.status, 2);
    assert_non_null(strstr(o.err, "all coroutines are asleep"));
}

MACHINE(ends)
{
    BEGIN
    YIELD();
    END
}

// No task is left and all workers sleep, having nothing to look for, when a
// thread begins to wait.
static int wait_after_all(void *arg)
{
    enter_plain(arg);
    nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    csp__recv_thread(csp__make(1, 0, HERE), NULL, HERE);
    return 0;
}

static void test_thread_waits_after_all(void **state)
{
    (void)state;
    static struct outcome o;
    run_child(&o, wait_after_all, (void *)(uintptr_t)&ends_co);
    assert_int_equal(o.status, 2);
    assert_non_null(strstr(o.err, "all coroutines are asleep"));
}

// A thread unknown to the runtime sends after a while.
static void *late_sender(void *c)
{
    nanosleep(&(struct timespec){.tv_nsec = 300000000}, NULL);
    csp__send_thread(c, "x", HERE);
    return NULL;
}

MACHINE(waits_for_thread, int result; void *c; char v; struct csp_wait wait;
        pthread_t thread;)
{
    BEGIN
    self->c = csp__make(1, 0, HERE);
    pthread_create(&self->thread, NULL, late_sender, self->c);
    RECV(self->c, &self->v);
    CHECK(self->v == 'x');
    pthread_join(self->thread, NULL);
    csp__release(self->c, HERE);
    END
}

static void test_unknown_thread_acts(void **state)
{
    (void)state;
    static struct outcome o;
    run_main(&o, &waits_for_thread_co);
    assert_int_equal(o.status, 0);
    assert_string_equal(o.err, "");
}

static void *does_nothing(void *arg)
{
    (void)arg;
    nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
    return NULL;
}

MACHINE(waits_in_vain, int result; struct csp_wait wait; pthread_t thread;)
{
    BEGIN
    pthread_create(&self->thread, NULL, does_nothing, NULL);
    pthread_detach(self->thread);
    RECV(NULL, NULL);
    END
}

static void test_reported_when_thread_has_gone(void **state)
{
    (void)state;
    static struct outcome o;
    run_main(&o, &waits_in_vain_co);
    assert_int_equal(o.status, 2);
    assert_non_null(strstr(o.err, "all coroutines are asleep"));
}

static void *waits_too(void *c)
{
    csp__recv_thread(c, NULL, HERE);
    return NULL;
}

MACHINE(thread_waits_too, int result; struct csp_wait wait; pthread_t thread;)
{
    BEGIN
    pthread_create(&self->thread, NULL, waits_too, NULL);
    RECV(NULL, NULL);
    END
}

static void test_blocked_thread_counts_as_blocked(void **state)
{
    (void)state;
    static struct outcome o;
    run_main(&o, &thread_waits_too_co);
    assert_int_equal(o.status, 2);
    assert_non_null(strstr(o.err, "and 1 thread that waits"));
}

MACHINE(sleeps, int result; struct csp_timer timer;)
{
    BEGIN
    SLEEP(100000000);
    OP(csp_rt_block(worker, FRAME));
    nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    OP(csp_rt_unblock(worker, FRAME));
    END
}

static void test_sleeping_is_no_deadlock(void **state)
{
    (void)state;
    static struct outcome o;
    run_main(&o, &sleeps_co);
    assert_int_equal(o.status, 0);
}

MACHINE(after_blocking, int result; struct csp_wait wait;)
{
    BEGIN
    OP(csp_rt_block(worker, FRAME));
    OP(csp_rt_unblock(worker, FRAME));
    RECV(NULL, NULL);
    END
}

static void test_after_blocking(void **state)
{
    (void)state;
    static struct outcome o;
    run_main(&o, &after_blocking_co);
    assert_int_equal(o.status, 2);
}

int main(int argc, char **argv)
{
    CHILD_DISPATCH(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_asleep),
        cmocka_unit_test(test_empty_select),
        cmocka_unit_test(test_plain_main_waits),
        cmocka_unit_test(test_thread_waits_after_all),
        cmocka_unit_test(test_unknown_thread_acts),
        cmocka_unit_test(test_reported_when_thread_has_gone),
        cmocka_unit_test(test_blocked_thread_counts_as_blocked),
        cmocka_unit_test(test_sleeping_is_no_deadlock),
        cmocka_unit_test(test_after_blocking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
