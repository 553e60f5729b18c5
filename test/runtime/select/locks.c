// A select locks its channels in the order of their addresses, each once, and
// decides when it has them all. Told without luck: the test holds one of the
// locks, and looks at the others.
#include "sync/chan.h"
#include "machine.h"
#include "base/sys.h"
#include <pthread.h>

enum { MOST = 24 };

static struct chan *chans[MOST]; // by address

static int by_address(const void *a, const void *b)
{
    struct chan *const *x = a, *const *y = b;
    return *x < *y ? -1 : *x > *y;
}

static void make(int count)
{
    for (int i = 0; i < count; i++)
        chans[i] = csp__make(sizeof(int), 1, HERE);
    qsort(chans, (size_t)count, sizeof *chans, by_address);
}

static void release(int count)
{
    for (int i = 0; i < count; i++)
        csp__release(chans[i], HERE);
}

static bool is_locked(struct chan *c)
{
    return atomic_load(&c->lock.word);
}

// In the wrong order; what comes is sent on the one that was locked.
MACHINE(selects, int count, chosen, v; struct csp_case cases[MOST + 1];)
{
    BEGIN
    for (int i = 0; i < self->count; i++)
        self->cases[i] = csp_rt_case_recv(chans[self->count - 1 - i], &self->v);
    self->cases[self->count] = csp_rt_case_recv(chans[0], &self->v);
    SELECT(self->cases, self->count + 1, CSP_SELECT_DEFAULT);
    self->chosen = r;
    END
}

static struct {
    int count;
    atomic_bool held, over;
} test;

// Has the lock of the one in the middle until the select, which has tried them
// in the order of the text in vain, takes them by address and waits for it;
// then a value comes.
static void *hold(void *unused)
{
    struct chan *middle = chans[test.count / 2];
    struct chan *first = chans[0], *last = chans[test.count - 1];
    struct rest rest;
    int value = 7;
    cspi_rest_init(&rest);
    cspi_spin_lock(&middle->lock);
    atomic_store(&test.held, true);
    while (!is_locked(first) && !atomic_load(&test.over))
        cspi_sleep_until(0);
    CHECK(!atomic_load(&test.over)); // it has not looked at all of them
    CHECK(is_locked(first) && !is_locked(last));
    CHECK(cspi_chan_try_send(middle, &value, &rest) == CHAN_DONE);
    cspi_spin_unlock(&middle->lock);
    return unused;
}

static void check(int count)
{
    pthread_t thread;
    make(count);
    test.count = count;
    atomic_store(&test.held, false);
    atomic_store(&test.over, false);
    assert_int_equal(pthread_create(&thread, NULL, hold, NULL), 0);
    while (!atomic_load(&test.held))
        cspi_sleep_until(0);
    ENTER(s, selects);
    s->count = count;
    WAIT(s);
    atomic_store(&test.over, true);
    pthread_join(thread, NULL);
    assert_int_equal(s->chosen, count - 1 - count / 2);
    assert_int_equal(s->v, 7);
    LEAVE(s);
    release(count);
}

static void test_few(void **state)
{
    (void)state;
    check(3);
    check(4);
}

static void test_many(void **state)
{
    (void)state;
    check(MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_few),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
