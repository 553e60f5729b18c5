// Dropping and sliding buffers: a send never waits; of 0..4 into 2 the first or
// the last two stay; what is dropped is destroyed once, whoever sends it.
#include <pthread.h>
#include <stdatomic.h>

#include "memory/alloc.h"
#include "machine.h"

static atomic_long dropped, sum;

static void drop(void *element)
{
    atomic_fetch_add(&dropped, 1);
    atomic_fetch_add(&sum, *(int *)element);
}

static void check_dropped(long count, long total)
{
    assert_int_equal(atomic_exchange(&dropped, 0), count);
    assert_int_equal(atomic_exchange(&sum, 0), total);
}

static void check_next(void *c, int value)
{
    int v[100];
    assert_int_equal(csp__try_recv(c, v, HERE), 1);
    assert_int_equal(v[0], value);
}

static void test_five_into_two(void **state)
{
    (void)state;
    for (int slide = 0; slide < 2; slide++)
        for (size_t bytes = 4; bytes <= 400; bytes *= 10) {
            csp_chan(int) c = slide ? csp__make_slide(bytes, 2, HERE)
                                    : csp__make_drop(bytes, 2, HERE);
            csp_chan_on_drop(c, drop);
            for (int v[100] = {0}; v[0] < 5; v[0]++)
                assert_int_equal(csp__try_send(c, v, HERE), 1);
            check_dropped(3, slide ? 0 + 1 + 2 : 2 + 3 + 4);
            assert_int_equal(csp_chan_len(c), 2);
            assert_int_equal(csp_chan_cap(c), 2);
            check_next(c, slide ? 3 : 0);
            csp_chan_release(c);
            check_dropped(1, slide ? 4 : 1);
        }
}

static void test_capacity_zero(void **state)
{
    (void)state;
    csp_chan(int)
        c[] = {csp_chan_make_drop(int, 0), csp_chan_make_slide(int, 0)};
    for (int i = 0; i < 2; i++) {
        csp_chan_on_drop(c[i], drop);
        assert_int_equal(csp_chan_try_send(c[i], 7), 1);
        check_dropped(1, 7);
        csp_chan_close(c[i]);
        assert_int_equal(csp_chan_try_send(c[i], 7), CSP_ECLOSED);
        check_dropped(0, 0);
        csp_chan_release(c[i]);
    }
}

// Then the new value is dropped instead of the oldest.
static void test_slide_without_memory(void **state)
{
    (void)state;
    int v[100] = {1};
    csp_chan(int) c = csp__make_slide(sizeof v, 1, HERE);
    csp_chan_on_drop(c, drop);
    assert_int_equal(csp__try_send(c, v, HERE), 1);
    cspi_alloc_fail_at(1);
    v[0] = 2;
    assert_int_equal(csp__try_send(c, v, HERE), 1);
    cspi_alloc_fail_at(0);
    check_dropped(1, 2);
    csp_chan_release(c);
    check_dropped(1, 1);
}

// A destructor that uses channels, its own among them.
static csp_chan(int) closes_itself;

static void close_it(void *element)
{
    assert_int_equal(csp_chan_len(closes_itself), 1);
    csp_chan_on_drop(closes_itself, drop);
    csp_chan_fail(closes_itself, *(int *)element);
}

static void test_destructor_uses_channel(void **state)
{
    (void)state;
    closes_itself = csp_chan_make_slide(int, 1);
    csp_chan_on_drop(closes_itself, close_it);
    assert_int_equal(csp_chan_try_send(closes_itself, 5), 1);
    assert_int_equal(csp_chan_try_send(closes_itself, 6), 1);
    assert_int_equal(csp_chan_error(closes_itself), 5);
    check_dropped(1, 6);
    csp_chan_release(closes_itself);
}

enum { COUNT = 10000 };

// Sends by send, select and try in turn, in tasks and threads.
MACHINE(sends, void *c; int i, v; struct csp_wait wait;
        struct csp_case cases[1];)
{
    BEGIN
    for (self->i = 1; self->i <= COUNT; self->i++) {
        self->v = self->i;
        if (self->i % 3 == 0) {
            SEND(self->c, &self->v);
        } else if (self->i % 3 == 1) {
            self->cases[0] = csp_rt_case_send(self->c, &self->v);
            SELECT(self->cases, 1, 0);
            CHECK(r == 0);
            r = self->cases[0].ok;
        } else {
            r = csp__try_send(self->c, &self->v, HERE);
        }
        CHECK(r == 1);
    }
    csp__retire(self->c, __FILE__, __LINE__);
    csp__release(self->c, HERE);
    END
}

static void *thread_sends(void *c)
{
    for (int i = 1; i <= COUNT; i++)
        if (!csp__send_thread(c, &i, HERE)) abort();
    csp__retire(c, __FILE__, __LINE__);
    csp__release(c, HERE);
    return NULL;
}

MACHINE(receives, void *c; int v; long count, sum; struct csp_wait wait;)
{
    BEGIN
    for (int i = 0; i < 3; i++) {
        SPAWN(s, sends);
        s->c = csp__retain(self->c, HERE);
        START(s);
    }
    for (;;) {
        RECV(self->c, &self->v);
        if (!r) break;
        self->count++;
        self->sum += self->v;
    }
    END
}

static void race(void *c)
{
    csp__on_drop(c, drop, HERE);
    csp__writers(c, 4, __FILE__, __LINE__);
    pthread_t thread;
    pthread_create(&thread, NULL, thread_sends, csp__retain(c, HERE));
    ENTER(s, receives);
    s->c = c;
    WAIT(s);
    pthread_join(thread, NULL);
    assert_int_equal(s->count + atomic_load(&dropped), 4L * COUNT);
    assert_int_equal(s->sum + atomic_load(&sum), 4L * COUNT * (COUNT + 1L) / 2);
    LEAVE(s);
    csp__release(c, HERE);
    atomic_store(&dropped, 0);
    atomic_store(&sum, 0);
}

static void test_race(void **state)
{
    (void)state;
    for (int capacity = 0; capacity < 4; capacity++) {
        race(csp__make_drop(sizeof(int), capacity, HERE));
        race(csp__make_slide(sizeof(int), capacity, HERE));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_five_into_two),
        cmocka_unit_test(test_capacity_zero),
        cmocka_unit_test(test_slide_without_memory),
        cmocka_unit_test(test_destructor_uses_channel),
        cmocka_unit_test(test_race),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
