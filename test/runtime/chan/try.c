// try_send and try_recv never wait: they say 1, 0 or CSP_ECLOSED, from any
// thread, and wake who waits on the other side.
#include <pthread.h>

#include "machine.h"

static void test_answers(void **state)
{
    (void)state;
    csp_chan(int) c = csp_chan_make(int, 2);
    int v = 9;
    assert_int_equal(csp_chan_try_recv(c, &v), 0);
    assert_int_equal(v, 9);
    assert_int_equal(csp_chan_try_send(c, 1), 1);
    assert_int_equal(csp_chan_try_send(c, 2), 1);
    assert_int_equal(csp_chan_try_send(c, 3), 0);
    assert_int_equal(csp_chan_try_recv(c, &v), 1);
    assert_int_equal(v, 1);
    csp_chan_close(c);
    assert_int_equal(csp_chan_try_send(c, 4), CSP_ECLOSED);
    assert_int_equal(csp_chan_try_recv(c, &v), 1);
    assert_int_equal(v, 2);
    assert_int_equal(csp_chan_try_recv(c, &v), CSP_ECLOSED);
    assert_int_equal(v, 0);
    csp_chan_release(c);
}

static void test_null(void **state)
{
    (void)state;
    csp_chan(int) c = NULL;
    int v;
    assert_int_equal(csp_chan_try_send(c, 1), 0);
    assert_int_equal(csp_chan_try_recv(c, &v), 0);
}

static void test_nobody_there(void **state)
{
    (void)state;
    csp_chan(int) c = csp_chan_make(int, 0);
    int v;
    assert_int_equal(csp_chan_try_send(c, 1), 0);
    assert_int_equal(csp_chan_try_recv(c, &v), 0);
    assert_int_equal(csp_chan_len(c), 0);
    csp_chan_release(c);
}

enum { COUNT = 20000 };

MACHINE(sends, void *c; int v; struct csp_wait wait;)
{
    BEGIN
    for (self->v = 1; self->v <= COUNT; self->v++) {
        SEND(self->c, &self->v);
        CHECK(r == 1);
    }
    csp__close(self->c, __FILE__, __LINE__);
    csp__release(self->c, HERE);
    END
}

// One side waits, the other one tries, in a task.
MACHINE(tries, void *c; int capacity, v; long sum;)
{
    BEGIN
    self->c = csp__make(sizeof(int), self->capacity, HERE);
    {
        SPAWN(s, sends);
        s->c = csp__retain(self->c, HERE);
        START(s);
    }
    while ((r = csp__try_recv(self->c, &self->v, HERE)) != CSP_ECLOSED) {
        if (r == 1)
            self->sum += self->v;
        else
            YIELD();
    }
    csp__release(self->c, HERE);
    END
}

static void test_wakes_senders(void **state)
{
    (void)state;
    for (int capacity = 0; capacity < 3; capacity++) {
        ENTER(t, tries);
        t->capacity = capacity;
        WAIT(t);
        assert_int_equal(t->sum, (long)COUNT * (COUNT + 1) / 2);
        LEAVE(t);
    }
}

static void *thread_tries(void *c)
{
    for (int v = 1, r; v <= COUNT; v += r)
        if (!(r = csp__try_send(c, &v, HERE))) csp_yield();
    csp__close(c, __FILE__, __LINE__);
    return NULL;
}

MACHINE(selects, void *c; int v; long sum; struct csp_case cases[2];)
{
    BEGIN
    for (;;) {
        self->cases[0] = csp_rt_case_recv(self->c, &self->v);
        self->cases[1] = csp_rt_case_after(3600000000000);
        SELECT(self->cases, 2, 0);
        CHECK(r == 0);
        if (!self->cases[0].ok) break;
        self->sum += self->v;
    }
    END
}

static void test_wakes_selects(void **state)
{
    (void)state;
    void *c = csp__make(sizeof(int), 0, HERE);
    pthread_t thread;
    pthread_create(&thread, NULL, thread_tries, c);
    ENTER(s, selects);
    s->c = c;
    WAIT(s);
    assert_int_equal(s->sum, (long)COUNT * (COUNT + 1) / 2);
    LEAVE(s);
    pthread_join(thread, NULL);
    csp__release(c, HERE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_null),
        cmocka_unit_test(test_nobody_there),
        cmocka_unit_test(test_wakes_senders),
        cmocka_unit_test(test_wakes_selects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
