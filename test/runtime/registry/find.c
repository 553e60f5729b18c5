// csp_rt_find tells coroutines from ordinary functions, also when arrays are
// registered twice, late, or while memory is out.
#include "alloc.h"
#include "machine.h"
#include "registry.h"

enum { COUNT = 300 };
static struct csp_descriptor coroutine[COUNT];
static const struct csp_descriptor *array[COUNT];
static char code[COUNT + 1]; // addresses that stand for functions

typedef void plain(void);

static plain *plain_of(int i)
{
    return (plain *)(uintptr_t)&code[i];
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
    csp_rt_register_v2(array, array + 100);
    csp_rt_register_v2(array, array + 100);
    cspi_alloc_fail_at(1);
    assert_ptr_equal(csp_rt_find(plain_of(1), &site), &coroutine[1]);
    cspi_alloc_fail_at(0);
    assert_ptr_equal(site, &coroutine[1]);
    assert_ptr_equal(csp_rt_find(plain_of(1), &site), &coroutine[1]);
    assert_null(csp_rt_find(plain_of(150), &site));
    csp_rt_register_v2(array + 100, array + COUNT);
    for (int i = 0; i < COUNT; i++) {
        assert_ptr_equal(csp_rt_find(plain_of(i), &site),
                         i % 7 ? &coroutine[i] : NULL);
        assert_ptr_equal(cspi_registry_of_step(coroutine[i].step),
                         &coroutine[i]);
    }
    assert_null(csp_rt_find(plain_of(COUNT), &site));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_find)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
