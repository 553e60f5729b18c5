// Of the tasks that have not begun the newest batch comes first, the others in
// the order in which they came; a batch that has been the oldest for long is no
// longer kept apart.
#include "run/inject.h"

#include "machine.h"
#include "run/task.h"

static struct task_and_root {
    struct task task;
    struct csp_frame root;
} tasks[200];

static struct batch batch_of(int from, int to)
{
    struct batch batch = {.n = 0};
    for (int i = from; i < to; i++) {
        cspi_task_set_state(&tasks[i].task, TASK_NEW);
        cspi_batch_add(&batch, &tasks[i].task);
    }
    return batch;
}

static void expect(struct task *list, unsigned n, int from, int to)
{
    assert_int_equal(n, to - from);
    for (int i = from; i < to; i++, list = cspi_task_link(list))
        assert_ptr_equal(list, &tasks[i].task);
    assert_null(list);
}

static void test_order(void **state)
{
    (void)state;
    struct task *list;
    unsigned n;
    cspi_inject_fresh(batch_of(0, 60));
    cspi_inject_fresh(batch_of(60, 120)); // the same batch
    cspi_inject_fresh(batch_of(120, 180));
    cspi_inject(batch_of(180, 190));
    assert_int_equal(cspi_inject_length(), 190);
    n = cspi_inject_take(4, &list);
    expect(list, n, 180, 184);
    n = cspi_inject_take(9, &list);
    expect(list, n, 184, 190);
    assert_int_equal(cspi_inject_take(9, &list), 0);
    n = cspi_inject_take_fresh(&list);
    expect(list, n, 120, 180);
    cspi_inject_age(1); // the first look
    cspi_inject_age(2); // too early
    assert_int_equal(cspi_inject_take(9, &list), 0);
    cspi_inject_age(1000000000);
    assert_int_equal(cspi_inject_take_fresh(&list), 0);
    assert_int_equal(cspi_task_state(&tasks[0].task), TASK_READY);
    n = cspi_inject_take(200, &list);
    expect(list, n, 0, 120);
    assert_int_equal(cspi_inject_length(), 0);
}

int main(void)
{
    const struct CMUnitTest all[] = {cmocka_unit_test(test_order)};
    return cmocka_run_group_tests(all, NULL, NULL);
}
