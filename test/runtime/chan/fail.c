// fail drops what is buffered, once each, and tells both sides why; close
// drains; the first of the two wins; the last reference drops what is left.
#include <stdatomic.h>

#include "memory/alloc.h"
#include "child.h"

enum { BYTES_MAX = 100000 };

static atomic_long dropped, sum;
static bool out_of_memory;

static void drop(void *element)
{
    CHECK((uintptr_t)element % 16 == 0 || out_of_memory);
    atomic_fetch_add(&dropped, 1);
    atomic_fetch_add(&sum, *(unsigned char *)element);
}

static void reset(void)
{
    atomic_store(&dropped, 0);
    atomic_store(&sum, 0);
}

static void check_dropped(long count, long total)
{
    assert_int_equal(atomic_load(&dropped), count);
    assert_int_equal(atomic_load(&sum), total);
    reset();
}

static void fill(void *c, unsigned char from, unsigned char to)
{
    static unsigned char value[BYTES_MAX];
    for (unsigned char v = from; v <= to; v++) {
        value[0] = v;
        assert_int_equal(csp__try_send(c, value, HERE), 1);
    }
}

static const size_t sizes[] = {1, 8, 16, 128, 129, BYTES_MAX};

static void test_fail_drops(void **state)
{
    (void)state;
    static unsigned char value[BYTES_MAX];
    for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        csp_chan(char) c = csp__make(sizes[i], 3, HERE);
        csp_chan_on_drop(c, drop);
        fill(c, 50, 51); // so that the ring wraps round
        assert_int_equal(csp__try_recv(c, value, HERE), 1);
        assert_int_equal(csp__try_recv(c, value, HERE), 1);
        fill(c, 1, 3);
        assert_int_equal(csp_chan_error(c), 0);
        csp_chan_fail(c, -77);
        check_dropped(3, 6);
        assert_int_equal(csp_chan_len(c), 0);
        assert_int_equal(csp_chan_error(c), -77);
        assert_int_equal(csp__try_recv(c, value, HERE), CSP_ECLOSED);
        assert_int_equal(value[0], 0);
        assert_int_equal(csp__try_send(c, value, HERE), CSP_ECLOSED);
        csp_chan_fail(c, 5);
        csp_chan_close(c);
        assert_int_equal(csp_chan_error(c), -77);
        csp_chan_release(c);
        check_dropped(0, 0);
    }
}

static void test_close_first(void **state)
{
    (void)state;
    csp_chan(char) c = csp_chan_make(char, 3);
    csp_chan_on_drop(c, drop);
    fill(c, 1, 3);
    csp_chan_close(c);
    csp_chan_fail(c, 8);
    assert_int_equal(csp_chan_error(c), 0);
    char v;
    assert_int_equal(csp_chan_try_recv(c, &v), 1);
    check_dropped(0, 0);
    csp_chan_release(c);
    check_dropped(2, 5);
    assert_int_equal(csp_chan_error((csp_chan(int))NULL), 0);
    csp_chan_on_drop((csp_chan(int))NULL, drop);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    csp_chan(char) c = csp__make(129, 3, HERE);
    csp_chan_on_drop(c, drop);
    fill(c, 1, 3);
    out_of_memory = true;
    cspi_alloc_fail_at(1);
    csp_chan_fail(c, 1);
    cspi_alloc_fail_at(0);
    out_of_memory = false;
    csp_chan_release(c);
    check_dropped(3, 6);
}

MACHINE(waits, int how, v; void *c, *done; struct csp_wait wait;
        struct csp_case cases[1];)
{
    BEGIN
    self->v = 5;
    if (self->how == 0)
        SEND(self->c, &self->v);
    else if (self->how == 1)
        RECV(self->c, &self->v);
    else {
        self->cases[0] = csp_rt_case_recv(self->c, &self->v);
        SELECT(self->cases, 1, 0);
        r = self->cases[0].ok;
    }
    CHECK(r == 0);
    CHECK(self->v == (self->how == 0 ? 5 : 0));
    self->v = csp__error(self->c, HERE);
    SEND(self->done, &self->v);
    END
}

MACHINE(wakes, int how, i, v; void *c, *done; struct csp_wait wait;)
{
    BEGIN
    self->c = csp__make(sizeof(int), 0, HERE);
    csp__on_drop(self->c, drop, HERE);
    self->done = csp__make(sizeof(int), 0, HERE);
    for (self->i = 0; self->i < 1000; self->i++) {
        SPAWN(w, waits);
        w->c = self->c;
        w->done = self->done;
        w->how = self->how;
        START(w);
        if (self->i % 10 == 0) YIELD();
    }
    csp__fail(self->c, 1234, __FILE__, __LINE__);
    for (self->i = 0; self->i < 1000; self->i++) {
        RECV(self->done, &self->v);
        CHECK(self->v == 1234);
    }
    csp__release(self->c, HERE);
    csp__release(self->done, HERE);
    END
}

static void test_wakes_all(void **state)
{
    (void)state;
    for (int how = 0; how < 3; how++) {
        ENTER(w, wakes);
        w->how = how;
        WAIT(w);
        LEAVE(w);
        check_dropped(0, 0); // they are the senders' own
    }
}

static int fail_null(void *arg)
{
    (void)arg;
    csp__fail(NULL, 1, "some.c", 17);
    return 0;
}

static void *kept; // so that it is no leak

static int fail_zero(void *arg)
{
    (void)arg;
    csp__fail(kept = csp__make(4, 0, HERE), 0, "some.c", 18);
    return 0;
}

static void test_stops(void **state)
{
    (void)state;
    static struct outcome o;
    run_child(&o, fail_null, NULL);
    assert_int_equal(o.status, 2);
    assert_non_null(strstr(o.err, "some.c:17: chan_fail of a NULL channel"));
    run_child(&o, fail_zero, NULL);
    assert_int_equal(o.status, 2);
    assert_non_null(strstr(o.err, "some.c:18: chan_fail with error 0"));
}

int main(int argc, char **argv)
{
    CHILD_DISPATCH(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fail_drops),
        cmocka_unit_test(test_close_first),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_wakes_all),
        cmocka_unit_test(test_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
