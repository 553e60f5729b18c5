// SPDX-License-Identifier: MIT
// The queue of those who wait: in order, also when some leave from the middle,
// whatever waits before and behind them.
#include "machine.h"

#include "sync/list.h"

enum { COUNT = 4 };

static unsigned length(const struct queue *queue)
{
    unsigned n = 0;
    for (struct waiter *w = queue->first; w; w = w->next)
        n++;
    return n;
}

// Bit i of `kinds`: the i-th may be taken out; of `leaves`: it is.
static void run(unsigned kinds, unsigned leaves)
{
    struct queue queue = {NULL, NULL};
    struct waiter node[COUNT + 1];
    memset(node, 0xff, sizeof node); // what is not set is not looked at
    for (unsigned i = 0; i < COUNT; i++) {
        node[i].who = kinds >> i & 1 ? WAITER_SELECT : WAITER_TASK;
        cspi_queue_add(&queue, &node[i]);
    }
    for (unsigned i = COUNT; i-- > 0;)
        if (leaves >> i & 1) cspi_queue_remove(&queue, &node[i]);
    node[COUNT].who = WAITER_TASK;
    cspi_queue_add(&queue, &node[COUNT]);
    assert_int_equal(length(&queue),
                     COUNT + 1 - (unsigned)__builtin_popcount(leaves));
    for (unsigned i = 0; i <= COUNT; i++) {
        if (leaves >> i & 1) continue;
        assert_ptr_equal(queue.first, &node[i]);
        cspi_queue_remove(&queue, queue.first);
    }
    assert_null(queue.first);
}

static void test_all(void **state)
{
    (void)state;
    for (unsigned kinds = 0; kinds < 1 << COUNT; kinds++)
        for (unsigned leaves = 0; leaves < 1 << COUNT; leaves++)
            if ((leaves & ~kinds) == 0) run(kinds, leaves);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_all)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
