// Blocks are aligned, apart from each other, found by the walk, given back; and
// the n-th allocation fails on demand.
#include "memory/alloc.h"

#include "machine.h"
#include "run/rt.h"
#include "run/task.h"

static void fill_and_check(size_t bytes, size_t align)
{
    enum { N = 200 };
    void *frame[N];
    for (int i = 0; i < N; i++) {
        frame[i] = cspi_frame_alloc(NULL, bytes, align);
        assert_non_null(frame[i]);
        assert_int_equal((uintptr_t)frame[i] % align, 0);
        memset(frame[i], i, bytes);
    }
    for (int i = 0; i < N; i++) {
        assert_int_equal(((unsigned char *)frame[i])[0], i);
        assert_int_equal(((unsigned char *)frame[i])[bytes - 1], i);
        cspi_frame_free(NULL, frame[i], bytes, align);
    }
}

static void test_frames(void **state)
{
    (void)state;
    static const size_t aligns[] = {8, 16, 32, 64, 128, 4096};
    for (unsigned a = 0; a < 6; a++)
        for (size_t bytes = 24; bytes < 3000; bytes = bytes * 5 / 4)
            fill_and_check((bytes + aligns[a] - 1) / aligns[a] * aligns[a],
                           aligns[a]);
}

// cspcc's reports count by the same numbers.
static void test_cost(void **state)
{
    (void)state;
    for (size_t align = 8; align <= 256; align *= 2)
        for (size_t bytes = align; bytes < 1300; bytes += align) {
            struct task *task = cspi_task_alloc(NULL, bytes, align);
            assert_non_null(task);
            assert_int_equal(cspi_task_bytes(task),
                             csp_task_cost((long long)bytes, (long long)align));
            cspi_task_free(NULL, task);
        }
}

static void count_task(struct task *task, void *arg)
{
    assert_int_equal(task->state, TASK_READY);
    ++*(unsigned *)arg;
}

static void test_tasks(void **state)
{
    (void)state;
    static const size_t aligns[] = {8, 16, 64, 4096};
    struct task *task[400];
    unsigned n = 0;
    for (unsigned a = 0; a < 4; a++)
        for (size_t bytes = 64; bytes < 5000; bytes *= 2) {
            size_t size = (bytes + aligns[a] - 1) / aligns[a] * aligns[a];
            task[n] = cspi_task_alloc(NULL, size, aligns[a]);
            assert_non_null(task[n]);
            assert_int_equal((uintptr_t)cspi_task_root(task[n]) % aligns[a], 0);
            memset(cspi_task_root(task[n]), 0xaa, size);
            task[n++]->state = TASK_READY;
        }
    unsigned found = 0;
    cspi_task_each(count_task, &found);
    assert_int_equal(found, n);
    for (unsigned i = 0; i < n; i++)
        cspi_task_free(NULL, task[i]);
    found = 0;
    cspi_task_each(count_task, &found);
    assert_int_equal(found, 0);
}

// One worker allocates, another frees: blocks travel through the chunks.
static void test_across_workers(void **state)
{
    (void)state;
    static struct worker a, b;
    static void *frame[1000];
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 1000; i++) {
            frame[i] = cspi_frame_alloc(&a, 100, 8);
            memset(frame[i], round, 100);
        }
        for (int i = 0; i < 1000; i++)
            cspi_frame_free(&b, frame[i], 100, 8);
    }
    for (unsigned bin = 0; bin < BIN_COUNT; bin++) {
        assert_true(a.bins[bin].count <= a.bins[bin].most);
        assert_true(b.bins[bin].count <= b.bins[bin].most);
    }
}

static void test_failing(void **state)
{
    (void)state;
    cspi_alloc_fail_at(2);
    void *one = cspi_malloc(1), *two = cspi_malloc(1), *three = cspi_malloc(1);
    assert_non_null(one);
    assert_null(two);
    assert_non_null(three);
    cspi_free(one);
    cspi_free(three);
    cspi_alloc_fail_at(1);
    assert_null(cspi_task_alloc(NULL, 900, 8)); // no chunk of this class yet
    struct task *task = cspi_task_alloc(NULL, 900, 8);
    assert_non_null(task);
    cspi_task_free(NULL, task);
    cspi_alloc_fail_at(1);
    assert_null(csp__make(8, 10, HERE));
    void *c = csp__make(8, 10, HERE);
    assert_non_null(c);
    csp__release(c, HERE);
    cspi_alloc_fail_at(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frames),         cmocka_unit_test(test_tasks),
        cmocka_unit_test(test_across_workers), cmocka_unit_test(test_failing),
        cmocka_unit_test(test_cost), // leaves blocks of all sizes
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
