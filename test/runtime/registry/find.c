// csp_rt_find tells coroutines from ordinary functions, also when arrays are
// registered twice, late, or while memory is out.
#include "memory/alloc.h"
#include "machine.h"
#include "run/registry.h"

enum { COUNT = 300 };
static struct csp_descriptor coroutine[COUNT];
static const struct csp_descriptor *array[COUNT];
static char code[COUNT + 1]; // addresses that stand for functions

typedef void plain(void);

static plain *plain_of(int i)
{
    return (plain *)(uintptr_t)&code[i];
}

// What was found is a copy.
static void check(const struct csp_descriptor *found, int i)
{
    assert_true((found != NULL) == (i >= 0));
    if (found) assert_ptr_equal(found->step, (csp_step *)(uintptr_t)&code[i]);
}

static void test_find(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT; i++) {
        coroutine[i].plain = i % 7 ? plain_of(i) : NULL;
        coroutine[i].step = (csp_step *)(uintptr_t)&code[i];
        array[i] = &coroutine[i];
    }
    const struct csp_descriptor *site = NULL;
    assert_null(csp_rt_find(plain_of(1), &site));
    csp_rt_register_v5(array, array + 100);
    csp_rt_register_v5(array, array + 100);
    cspi_alloc_fail_at(1);
    check(csp_rt_find(plain_of(1), &site), 1);
    cspi_alloc_fail_at(0);
    check(site, 1);
    check(csp_rt_find(plain_of(1), &site), 1);
    assert_null(csp_rt_find(plain_of(150), &site));
    csp_rt_register_v5(array + 100, array + COUNT);
    for (int i = 0; i < COUNT; i++) {
        check(csp_rt_find(plain_of(i), &site), i % 7 ? i : -1);
        check(cspi_registry_of_step(coroutine[i].step), i);
    }
    assert_null(csp_rt_find(plain_of(COUNT), &site));
}

// A library goes, and another one comes in its place.
static void test_taken_back(void **state)
{
    (void)state;
    const struct csp_descriptor *site = NULL;
    check(csp_rt_find(plain_of(101), &site), 101);
    csp_rt_unregister(array + 100);
    memset(&coroutine[100], 0xff, (COUNT - 100) * sizeof *coroutine);
    assert_null(csp_rt_find(plain_of(101), &site));
    check(csp_rt_find(plain_of(1), &site), 1);
    assert_null(cspi_registry_of_step((csp_step *)(uintptr_t)&code[101]));
    coroutine[200].plain = plain_of(101);
    coroutine[200].step = (csp_step *)(uintptr_t)&code[200];
    csp_rt_register_v5(array + 200, array + 201);
    check(csp_rt_find(plain_of(101), &site), 200);
    csp_rt_unregister(array + 200);
    assert_null(csp_rt_find(plain_of(101), &site));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_find),
                                       cmocka_unit_test(test_taken_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
