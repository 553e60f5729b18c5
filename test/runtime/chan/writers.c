// The last of the counted writers to retire closes, with drain: every value
// arrives; one retirement too many stops the program.
#include "child.h"

static void test_counts(void **state)
{
    (void)state;
    csp_chan(int) c = csp_chan_make(int, 4);
    int v;
    csp_chan_writers(c, 1);
    csp_chan_writers(c, 2);
    assert_int_equal(csp_chan_try_send(c, 1), 1);
    csp_chan_retire(c);
    csp_chan_retire(c);
    assert_int_equal(csp_chan_try_send(c, 2), 1);
    csp_chan_retire(c);
    assert_int_equal(csp_chan_try_send(c, 3), CSP_ECLOSED);
    assert_int_equal(csp_chan_error(c), 0);
    assert_int_equal(csp_chan_try_recv(c, &v), 1);
    assert_int_equal(csp_chan_try_recv(c, &v), 1);
    assert_int_equal(v, 2);
    assert_int_equal(csp_chan_try_recv(c, &v), CSP_ECLOSED);
    csp_chan_release(c);
}

// The reader gives up first: the reason stays, the writers retire all the same.
static void test_fail_before(void **state)
{
    (void)state;
    csp_chan(int) c = csp_chan_make(int, 0);
    csp_chan_writers(c, 2);
    csp_chan_retire(c);
    csp_chan_fail(c, 6);
    csp_chan_retire(c);
    assert_int_equal(csp_chan_error(c), 6);
    csp_chan_release(c);
}

enum { WRITERS = 5, VALUES = 10, ROUNDS = 200 };

MACHINE(writes, void *c; int i; struct csp_wait wait;)
{
    BEGIN
    for (self->i = 1; self->i <= VALUES; self->i++) {
        SEND(self->c, &self->i);
        CHECK(r == 1);
    }
    csp__retire(self->c, __FILE__, __LINE__);
    csp__release(self->c, HERE);
    END
}

MACHINE(reads, void *c; int round, v, count; struct csp_wait wait;)
{
    BEGIN
    for (self->round = 0; self->round < ROUNDS; self->round++) {
        self->c = csp__make(sizeof(int), self->round % 3, HERE);
        csp__writers(self->c, WRITERS, __FILE__, __LINE__);
        for (int i = 0; i < WRITERS; i++) {
            SPAWN(w, writes);
            w->c = csp__retain(self->c, HERE);
            START(w);
        }
        self->count = 0;
        for (;;) {
            RECV(self->c, &self->v);
            if (!r) break;
            self->count++;
        }
        CHECK(self->count == WRITERS * VALUES);
        csp__release(self->c, HERE);
    }
    END
}

static void test_every_value_arrives(void **state)
{
    (void)state;
    ENTER(r, reads);
    WAIT(r);
    LEAVE(r);
}

static void *kept; // so that it is no leak

static int retire_uncounted(void *arg)
{
    (void)arg;
    csp__retire(kept = csp__make(4, 0, HERE), "some.c", 17);
    return 0;
}

static int retire_null(void *arg)
{
    (void)arg;
    csp__retire(NULL, "some.c", 18);
    return 0;
}

static int no_writers(void *arg)
{
    (void)arg;
    csp__writers(kept = csp__make(4, 0, HERE), 0, "some.c", 19);
    return 0;
}

static void check(int (*body)(void *), const char *text)
{
    static struct outcome o;
    run_child(&o, body, NULL);
    assert_int_equal(o.status, 2);
    if (!strstr(o.err, text)) fail_msg("no \"%s\" in: %s", text, o.err);
}

static void test_stops(void **state)
{
    (void)state;
    check(retire_uncounted, "some.c:17: chan_retire: all writers have retired");
    check(retire_null, "some.c:18: chan_retire of a NULL channel");
    check(no_writers, "some.c:19: chan_writers: count out of range");
}

int main(int argc, char **argv)
{
    CHILD_DISPATCH(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_fail_before),
        cmocka_unit_test(test_every_value_arrives),
        cmocka_unit_test(test_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
