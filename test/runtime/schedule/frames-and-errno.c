// Calls nest to any depth, errno stays with its task, tasks spread, main ends
// the program whatever the others do.
#include <errno.h>
#include <stdatomic.h>
#include <time.h>

#include "child.h"

MACHINE(deep, struct csp_frame *child; long depth; long result; int yields;)
{
    BEGIN
    if (self->depth == 0) {
        if (self->yields) YIELD();
        self->result = 0;
        return CSP_DONE;
    }
    self->child = csp_rt_frame_alloc(worker, &deep_co, FRAME);
    ((struct deep *)self->child)->depth = self->depth - 1;
    ((struct deep *)self->child)->yields = self->yields;
    CALL(self->child);
    self->result = ((struct deep *)self->child)->result + 1;
    csp_rt_frame_free(worker, &deep_co, self->child);
    END
}

static void test_depth(void **state)
{
    (void)state;
    for (int yields = 0; yields < 2; yields++) {
        ENTER(d, deep);
        d->depth = 1000000;
        d->yields = yields;
        WAIT(d);
        assert_int_equal(d->result, 1000000);
        LEAVE(d);
    }
}

static atomic_int finished;

MACHINE(keeps_errno, int value; int i;)
{
    BEGIN
    errno = self->value;
    for (self->i = 0; self->i < 100; self->i++) {
        YIELD();
        CHECK(errno == self->value);
    }
    atomic_fetch_add(&finished, 1);
    END
}

MACHINE(spawns_all, int i; int live;)
{
    BEGIN
    for (self->i = 0; self->i < 50; self->i++) {
        SPAWN(k, keeps_errno);
        k->value = self->i;
        START(k);
    }
    while (atomic_load(&finished) < 50)
        YIELD();
    while (csp_live() > 1)
        YIELD();
    END
}

static void test_errno(void **state)
{
    (void)state;
    ENTER(s, spawns_all);
    WAIT(s);
    LEAVE(s);
    assert_int_equal(csp_live(), 0);
}

static atomic_int spinning;

MACHINE(spins, int x;)
{
    BEGIN
    atomic_fetch_add(&spinning, 1);
    while (atomic_load(&spinning) < 2)
        ;
    END
}

MACHINE(two_spin, int x;)
{
    BEGIN
    for (int i = 0; i < 2; i++) {
        SPAWN(s, spins);
        START(s);
    }
    while (csp_live() > 1)
        YIELD();
    END
}

static bool one_worker(void)
{
    const char *workers = getenv("CSP_WORKERS");
    return workers && atoi(workers) == 1;
}

static void test_two_spinning(void **state)
{
    (void)state;
    if (one_worker()) skip();
    ENTER(t, two_spin);
    WAIT(t);
    LEAVE(t);
}

// The woken task waits in the slot of a worker whose step does not end; a
// sleeping worker must take it over.
static atomic_int rescued;
MACHINE(wants_rescue, void *c; struct csp_wait wait;)
{
    BEGIN
    RECV(self->c, NULL);
    atomic_store(&rescued, 1);
    END
}

MACHINE(hog, void *c; int i; struct csp_wait wait; struct csp_timer timer;)
{
    BEGIN
    self->c = csp__make(0, 0, HERE);
    {
        SPAWN(w, wants_rescue);
        w->c = self->c;
        START(w);
    }
    SLEEP(20000000);
    SEND(self->c, NULL);
    while (!atomic_load(&rescued))
        ;
    csp__release(self->c, HERE);
    END
}

static void test_slot_of_a_hog(void **state)
{
    (void)state;
    if (one_worker()) skip();
    ENTER(h, hog);
    WAIT(h);
    LEAVE(h);
}

// A timer of a worker that computes must fire elsewhere.
static atomic_int woke;
MACHINE(sleeper, struct csp_timer timer;)
{
    BEGIN
    SLEEP(30000000);
    atomic_store(&woke, 1);
    END
}

MACHINE(timer_hog, struct csp_timer timer; int i;)
{
    BEGIN
    for (self->i = 0; self->i < 4; self->i++) {
        SPAWN(s, sleeper);
        START(s);
    }
    SLEEP(1000000);
    while (!atomic_load(&woke))
        ;
    while (csp_live() > 1)
        YIELD();
    END
}

static void test_timer_of_a_hog(void **state)
{
    (void)state;
    if (one_worker()) skip();
    ENTER(h, timer_hog);
    WAIT(h);
    LEAVE(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_errno),
        cmocka_unit_test(test_two_spinning),
        cmocka_unit_test(test_slot_of_a_hog),
        cmocka_unit_test(test_timer_of_a_hog),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
