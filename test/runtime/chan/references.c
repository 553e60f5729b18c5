// A count of references that would overflow stays where it is, and the channel
// with it; a channel that was released stops who uses it.
#include "sync/chan.h"
#include "child.h"

static void test_saturates(void **state)
{
    (void)state;
    csp_chan(int) c = csp_chan_make(int, 1);
    struct chan *inside = (void *)c;
    atomic_store(&inside->refs, 1u << 30);
    csp_chan_retain(c);
    assert_true(atomic_load(&inside->refs) > 1u << 31); // for good
    for (int i = 0; i < 4; i++)
        csp_chan_release(c);
    assert_true(atomic_load(&inside->refs) > 1u << 31);
    atomic_store(&inside->refs, (1u << 30) + 1);
    csp_chan_release(c);
    assert_true(atomic_load(&inside->refs) > 1u << 31);
    assert_int_equal(csp_chan_try_send(c, 1), 1);
    atomic_store(&inside->refs, 1);
    csp_chan_release(c);
}

static int use_late(void *arg)
{
    (void)arg;
    csp_chan(int) c[40];
    for (int i = 0; i < 40; i++)
        c[i] = csp_chan_make(int, 1);
    for (int i = 0; i < 40; i++) // the first is not reused at once
        csp_chan_release(c[i]);
    return csp_chan_try_send(c[0], 1);
}

static void test_late(void **state)
{
    (void)state;
    static struct outcome o;
    run_child(&o, use_late, NULL);
    assert_int_not_equal(o.status, 0);
    assert_non_null(strstr(o.err, "try_send"));
}

int main(int argc, char **argv)
{
    CHILD_DISPATCH(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_saturates),
        cmocka_unit_test(test_late),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
