// REQUIRES: proc
// A task with a handle keeps its result until it is joined; joined or dropped,
// before or after its end, it does not leak; twice stops the program.
#include <pthread.h>
#include <stdatomic.h>

#include "memory/alloc.h"
#include "child.h"

#define SPAWN_TASK(target, name)                                               \
    (target =                                                                  \
         zeroed(csp_rt_spawn_task(worker, &name##_co, __FILE__, __LINE__),     \
                sizeof(struct name)))
#define JOIN(root) OP(csp_rt_join(worker, FRAME, &self->wait, &(root)->head))
#define FREE(root, name) csp_rt_task_free(worker, &(root)->head)

MACHINE(fib, long result; int n; struct fib * a, *b; struct csp_wait wait;)
{
    BEGIN
    if (self->n < 2) {
        self->result = self->n;
        return CSP_DONE;
    }
    SPAWN_TASK(self->a, fib);
    self->a->n = self->n - 1;
    START(self->a);
    SPAWN_TASK(self->b, fib);
    self->b->n = self->n - 2;
    START(self->b);
    JOIN(self->a);
    CHECK(r == 0);
    self->result = self->a->result;
    FREE(self->a, fib);
    JOIN(self->b);
    self->result += self->b->result;
    FREE(self->b, fib);
    END
}

static void test_results(void **state)
{
    (void)state;
    ENTER(f, fib);
    f->n = 20;
    WAIT(f);
    assert_int_equal(f->result, 6765);
    LEAVE(f);
    assert_int_equal(csp_live(), 0);
}

MACHINE(child, int result, yields;)
{
    BEGIN
    while (self->yields-- > 0)
        YIELD();
    self->result = 17;
    END
}

enum { ROUNDS = 100000, CHUNKS = 4 };

// Joins or drops a task that ends before or after; a leak would need more
// chunks than there are.
MACHINE(uses_up, int i, k, drops; struct child * c; struct csp_wait wait;)
{
    BEGIN
    cspi_alloc_fail_at(CHUNKS);
    for (self->i = 0; self->i < ROUNDS; self->i++) {
        SPAWN_TASK(self->c, child);
        self->c->yields = self->i % 3;
        START(self->c);
        for (self->k = 0; self->k < self->i % 2 * 4; self->k++)
            YIELD();
        if (self->drops) {
            csp__task_drop(self->c, HERE);
            YIELD();
        } else {
            JOIN(self->c);
            CHECK(self->c->result == 17);
            FREE(self->c, child);
        }
    }
    cspi_alloc_fail_at(0);
    END
}

static void test_no_leak(void **state)
{
    (void)state;
    for (int drops = 0; drops < 2; drops++) {
        ENTER(u, uses_up);
        u->drops = drops;
        WAIT(u);
        LEAVE(u);
        while (csp_live())
            csp_sleep(1000000);
    }
    csp__task_drop(NULL, HERE);
}

// Handles travel: other tasks join, or drop, what this one has started.
MACHINE(joins, void *c; struct child * other; struct csp_wait wait;)
{
    BEGIN
    for (;;) {
        RECV(self->c, &self->other);
        if (!r) break;
        if ((uintptr_t)self->other / 8 % 3 == 0) {
            csp__task_drop(self->other, HERE);
            continue;
        }
        JOIN(self->other);
        CHECK(self->other->result == 17);
        FREE(self->other, child);
    }
    csp__release(self->c, HERE);
    END
}

MACHINE(hands_over, void *c; int i; struct child * t; struct csp_wait wait;)
{
    BEGIN
    self->c = csp__make(sizeof(void *), 8, HERE);
    for (int i = 0; i < 4; i++) {
        SPAWN(j, joins);
        j->c = csp__retain(self->c, HERE);
        START(j);
    }
    for (self->i = 0; self->i < 20000; self->i++) {
        SPAWN_TASK(self->t, child);
        self->t->yields = self->i % 5;
        START(self->t);
        SEND(self->c, &self->t);
    }
    csp__close(self->c, __FILE__, __LINE__);
    csp__release(self->c, HERE);
    END
}

static void test_handles_travel(void **state)
{
    (void)state;
    ENTER(h, hands_over);
    WAIT(h);
    LEAVE(h);
    while (csp_live())
        csp_sleep(1000000);
}

static void test_foreign_thread(void **state)
{
    (void)state;
    struct csp_worker *worker = NULL;
    for (int i = 0; i < 1000; i++) {
        struct child *c;
        SPAWN_TASK(c, child);
        c->yields = i % 7;
        START(c);
        if (i % 5 == 0) {
            csp__task_drop(c, HERE);
            continue;
        }
        csp__join_thread(c);
        assert_int_equal(c->result, 17);
        FREE(c, child);
    }
    while (csp_live())
        csp_sleep(1000000);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    static const struct csp_descriptor big = {
        .step = child_step, .size = 5000, .align = 8, .name = "big"};
    cspi_alloc_fail_at(1);
    assert_null(csp_rt_spawn_task(NULL, &big, "some.c", 1));
    cspi_alloc_fail_at(0);
    struct csp_frame *root = csp_rt_spawn_task(NULL, &big, "some.c", 1);
    ((struct child *)root)->yields = 0;
    csp_rt_start(NULL, root);
    csp__join_thread(root);
    csp_rt_task_free(NULL, root);
}

MACHINE(joins_only, struct child *other; struct csp_wait wait;)
{
    BEGIN
    JOIN(self->other);
    END
}

MACHINE(twice, int result, how; struct child * c; struct csp_wait wait;)
{
    BEGIN
    if (self->how == 2) OP(csp_rt_join(worker, FRAME, &self->wait, NULL));
    SPAWN_TASK(self->c, child);
    self->c->yields = 1 << 30;
    START(self->c);
    if (self->how == 0) {
        SPAWN(j, joins_only);
        j->other = self->c;
        START(j);
        JOIN(self->c);
    }
    csp__task_drop(self->c, HERE);
    JOIN(self->c);
    END
}

MACHINE(drops_twice, int result; struct child * c;)
{
    BEGIN
    SPAWN_TASK(self->c, child);
    csp__task_drop(self->c, HERE);
    csp__task_drop(self->c, HERE);
    END
}

static int stops(void *how)
{
    struct csp_descriptor co = twice_co;
    co.flags = CSP_COROUTINE_MAIN;
    struct twice *root = zeroed(csp_rt_enter(&co), co.size);
    root->how = *(int *)how;
    csp_rt_wait(&root->head);
    return 0;
}

MACHINE(stuck, int result; struct stuck * other; struct csp_wait wait;)
{
    BEGIN
    SPAWN_TASK(self->other, stuck);
    self->other->result = 1;
    if (self->result) RECV(NULL, NULL);
    START(self->other);
    JOIN(self->other);
    END
}

static struct outcome outcome;

static void check(const char *text)
{
    assert_int_equal(outcome.status, 2);
    if (!strstr(outcome.err, text))
        fail_msg("no \"%s\" in: %s", text, outcome.err);
}

static void test_stops(void **state)
{
    (void)state;
    static int how[] = {0, 1, 2};
    for (int i = 0; i < 2; i++) {
        run_child(&outcome, stops, &how[i]);
        check("joined or dropped twice");
    }
    run_child(&outcome, stops, &how[2]);
    check("join of a NULL task");
    run_main(&outcome, &drops_twice_co);
    check("joined or dropped twice");
    run_main(&outcome, &stuck_co);
    check("join");
}

int main(int argc, char **argv)
{
    CHILD_DISPATCH(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_results),
        cmocka_unit_test(test_no_leak),
        cmocka_unit_test(test_handles_travel),
        cmocka_unit_test(test_foreign_thread),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
