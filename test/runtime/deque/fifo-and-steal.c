// A deque gives tasks in order, takes 256, and gives half of them to a thief.
#include "run/deque.h"

#include <pthread.h>

#include "machine.h"
#include "run/task.h"

static struct task_and_root {
    struct task task;
    struct csp_frame root;
} tasks[1000];

static struct csp_worker one, other, thieves[3]; // none is alone

static void test_fifo(void **state)
{
    (void)state;
    struct deque d = {.owner = &one};
    assert_null(cspi_deque_pop(&d));
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < DEQUE_SIZE; i++)
            assert_true(cspi_deque_push(&d, &tasks[i].task));
        assert_false(cspi_deque_push(&d, &tasks[300].task));
        assert_int_equal(cspi_deque_length(&d), DEQUE_SIZE);
        for (int i = 0; i < DEQUE_SIZE; i++)
            assert_ptr_equal(cspi_deque_pop(&d), &tasks[i].task);
        assert_null(cspi_deque_pop(&d));
    }
}

static void test_take_half(void **state)
{
    (void)state;
    struct deque d = {.owner = &one};
    struct task *taken[DEQUE_SIZE / 2];
    assert_int_equal(cspi_deque_take_half(&d, taken), 0);
    for (int i = 0; i < DEQUE_SIZE; i++)
        cspi_deque_push(&d, &tasks[i].task);
    assert_int_equal(cspi_deque_take_half(&d, taken), 128);
    for (int i = 0; i < 128; i++)
        assert_ptr_equal(taken[i], &tasks[i].task);
    assert_ptr_equal(cspi_deque_pop(&d), &tasks[128].task);
    for (int i = 0; i < 2; i++)
        cspi_task_set_link(taken[i], taken[i + 1]);
    cspi_deque_push_list(&d, taken[0], 3);
    assert_int_equal(cspi_deque_length(&d), 130);
    for (int i = 129; i < 129 + 127; i++)
        assert_ptr_equal(cspi_deque_pop(&d), &tasks[i].task);
    for (int i = 0; i < 3; i++)
        assert_ptr_equal(cspi_deque_pop(&d), &tasks[i].task);
}

static void test_steal_half(void **state)
{
    (void)state;
    for (unsigned n = 0; n <= DEQUE_SIZE; n++) {
        struct deque victim = {.owner = &one}, mine = {.owner = &other};
        for (unsigned i = 0; i < n; i++)
            cspi_deque_push(&victim, &tasks[i].task);
        struct task *got = cspi_deque_steal(&victim, &mine);
        assert_int_equal(got != NULL, n > 0);
        unsigned stolen = (got != NULL) + cspi_deque_length(&mine);
        assert_int_equal(stolen, n - n / 2);
        assert_int_equal(cspi_deque_length(&victim), n / 2);
    }
}

enum { MANY = 200000, THIEVES = 3 };
static struct deque shared = {.owner = &one};
static atomic_uint taken[1000];
static atomic_int total, over;

static void count(struct task *task)
{
    atomic_fetch_add(&taken[(struct task_and_root *)task - tasks], 1);
    atomic_fetch_add(&total, 1);
}

static void *thief(void *arg)
{
    struct deque *mine = arg;
    while (!atomic_load(&over) || cspi_deque_length(&shared)) {
        struct task *task = cspi_deque_steal(&shared, mine);
        for (; task; task = cspi_deque_pop(mine))
            count(task);
    }
    return NULL;
}

static void test_each_once(void **state)
{
    (void)state;
    static struct deque mine[THIEVES];
    pthread_t thread[THIEVES];
    for (int i = 0; i < THIEVES; i++) {
        mine[i].owner = &thieves[i];
        pthread_create(&thread[i], NULL, thief, &mine[i]);
    }
    for (unsigned i = 0; i < MANY;) {
        if (cspi_deque_push(&shared, &tasks[i % 1000].task)) i++;
        struct task *task = i % 3 ? NULL : cspi_deque_pop(&shared);
        if (task) count(task);
    }
    atomic_store(&over, 1);
    for (int i = 0; i < THIEVES; i++)
        pthread_join(thread[i], NULL);
    assert_int_equal(atomic_load(&total), MANY);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(atomic_load(&taken[i]), MANY / 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fifo),
        cmocka_unit_test(test_take_half),
        cmocka_unit_test(test_steal_half),
        cmocka_unit_test(test_each_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
