// REQUIRES: proc
// A parent goes on when all its branches have ended, however they nest and
// wait; nothing is allocated; a deadlock report names the branches.
#include <stdatomic.h>

#include "memory/alloc.h"
#include "child.h"

static atomic_long total;

MACHINE(leaf, int value, yields;)
{
    BEGIN
    while (self->yields-- > 0)
        YIELD();
    atomic_fetch_add(&total, self->value);
    END
}

struct leaf_branch {
    struct csp_branch memory;
    struct leaf frame;
};

static void start_leaf(struct csp_worker *worker, struct csp_gather *par,
                       struct leaf_branch *branch, int value, int yields)
{
    struct csp_frame *root =
        csp_rt_par_branch(worker, par, &branch->memory, &leaf_co);
    CHECK((void *)root == &branch->frame);
    branch->frame.value = value;
    branch->frame.yields = yields;
    csp_rt_start(worker, root);
}

MACHINE(node, struct csp_gather par; struct leaf_branch branch[3]; int i, n;)
{
    BEGIN
    for (self->i = 0; self->i < self->n; self->i++) {
        csp_rt_par_begin(&self->par);
        for (int k = 0; k < self->i % 4; k++)
            start_leaf(worker, &self->par, &self->branch[k], 1 + k,
                       (self->i + k) % 5);
        OP(csp_rt_par_wait(worker, FRAME, &self->par));
        CHECK(r == 0);
    }
    END
}

struct node_branch {
    struct csp_branch memory;
    struct node frame;
};

MACHINE(top, struct csp_gather par; struct node_branch branch[4]; int n;)
{
    BEGIN
    csp_rt_par_begin(&self->par);
    for (int k = 0; k < 4; k++) {
        struct csp_frame *root = csp_rt_par_branch(
            worker, &self->par, &self->branch[k].memory, &node_co);
        self->branch[k].frame.n = self->n;
        csp_rt_start(worker, root);
    }
    OP(csp_rt_par_wait(worker, FRAME, &self->par));
    END
}

static void test_nested(void **state)
{
    (void)state;
    ENTER(t, top);
    t->n = 20000;
    WAIT(t);
    LEAVE(t);
    // Rounds of 0, 1, 2, 3 branches add 0, 1, 3, 6.
    assert_int_equal(atomic_load(&total), 4 * (20000 / 4) * 10);
    assert_int_equal(csp_live(), 0);
}

MACHINE(stuck_leaf, struct csp_wait wait;)
{
    BEGIN
    RECV(NULL, NULL);
    END
}

MACHINE(
    stuck, int result; struct csp_gather par; struct {
        struct csp_branch memory;
        struct stuck_leaf frame;
    } branch[2];)
{
    BEGIN
    csp_rt_par_begin(&self->par);
    for (int k = 0; k < 2; k++)
        csp_rt_start(worker, csp_rt_par_branch(worker, &self->par,
                                               &self->branch[k].memory,
                                               &stuck_leaf_co));
    OP(csp_rt_par_wait(worker, FRAME, &self->par));
    END
}

static void test_report(void **state)
{
    (void)state;
    static struct outcome o;
    run_main(&o, &stuck_co);
    assert_int_equal(o.status, 2);
    assert_non_null(strstr(o.err, "receive x 2"));
    assert_non_null(strstr(o.err, "join"));
}

int main(int argc, char **argv)
{
    CHILD_DISPATCH(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nested),
        cmocka_unit_test(test_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
