// Timers fire in the order of their deadlines, equal ones in order of
// insertion, never early, and not at all once removed.
#include "run/timer.h"

#include "machine.h"

enum { COUNT = 5000 };
static struct timer timers[COUNT], *fired[COUNT];
static unsigned fired_count;

static void fire(struct timer *timer, void *arg)
{
    (void)arg;
    assert_null(timer->next);
    fired[fired_count++] = timer;
}

static void check_order(int64_t now)
{
    for (unsigned i = 0; i < fired_count; i++)
        assert_true(fired[i]->deadline <= now);
    for (unsigned i = 1; i < fired_count; i++) {
        assert_true(fired[i - 1]->deadline <= fired[i]->deadline);
        if (fired[i - 1]->deadline == fired[i]->deadline)
            assert_true(fired[i - 1] < fired[i]);
    }
}

static void run(int64_t base, int64_t range, int remove_every)
{
    static struct wheel wheel;
    memset(&wheel, 0, sizeof wheel);
    fired_count = 0;
    for (unsigned i = 0; i < COUNT; i++) {
        timers[i] = (struct timer){.deadline = base + rand() % range};
        cspi_timer_add(&wheel, &timers[i]);
    }
    unsigned removed = 0;
    for (unsigned i = 0; remove_every && i < COUNT; i += (unsigned)remove_every)
        cspi_timer_remove(&wheel, &timers[i]), removed++;
    for (int64_t now = base - 1; now <= base + range; now += range / 7 + 1) {
        cspi_wheel_advance(&wheel, now, fire, NULL);
        check_order(now);
        assert_true(cspi_wheel_next(&wheel) > now - range);
    }
    cspi_wheel_advance(&wheel, base + range, fire, NULL);
    check_order(base + range);
    assert_int_equal(fired_count, COUNT - removed);
    assert_int_equal(cspi_wheel_next(&wheel), CSPI_NEVER);
    assert_int_equal(atomic_load(&wheel.used), 0);
}

static void test_order(void **state)
{
    (void)state;
    run(1000, 50, 0);
    run(1000, 1000000, 0);
    run(INT64_MAX / 2, 1000000000, 0);
}

static void test_remove(void **state)
{
    (void)state;
    run(1000, 1000000, 2);
    run(1, 100, 3);
    run(1000000007, 1000, 1);
}

static void test_next_is_a_bound(void **state)
{
    (void)state;
    static struct wheel wheel;
    struct timer a = {.deadline = 500}, b = {.deadline = 900};
    struct timer c = {.deadline = 800}; // in b's bucket
    assert_int_equal(cspi_wheel_next(&wheel), CSPI_NEVER);
    cspi_timer_add(&wheel, &b);
    assert_int_equal(cspi_wheel_next(&wheel), 900);
    cspi_timer_add(&wheel, &a);
    assert_int_equal(cspi_wheel_next(&wheel), 500);
    cspi_timer_remove(&wheel, &a);
    fired_count = 0;
    cspi_wheel_advance(&wheel, 600, fire, NULL); // a stale bound, found out
    assert_int_equal(fired_count, 0);
    assert_int_equal(cspi_wheel_next(&wheel), 900);
    cspi_timer_remove(&wheel, &a); // not in the wheel: nothing happens
    cspi_wheel_advance(&wheel, 900, fire, NULL);
    assert_int_equal(fired_count, 1);
    memset(&wheel, 0, sizeof wheel);
    cspi_timer_add(&wheel, &b);
    cspi_timer_add(&wheel, &c);
    assert_int_equal(cspi_wheel_next(&wheel), 800);
    cspi_wheel_advance(&wheel, 850, fire, NULL);
    assert_int_equal(fired_count, 2);
}

// Time limits that are cancelled beside many sleepers: a look in vain moves on,
// so the sleepers are not looked through for each.
static void test_cancelled(void **state)
{
    (void)state;
    static struct wheel wheel;
    struct timer sleeper = {.deadline = 4000000000}, limit;
    unsigned stale = 0, fired_before = fired_count;
    cspi_timer_add(&wheel, &sleeper);
    for (int64_t now = 1000; now < 3900000000; now += 100001) {
        unsigned b = 0;
        while (!wheel.bucket[b] || wheel.bucket[b] != &sleeper)
            b++;
        limit = (struct timer){.deadline = now + 100000};
        cspi_timer_add(&wheel, &limit);
        cspi_timer_remove(&wheel, &limit);
        stale += wheel.earliest[b] != sleeper.deadline;
        cspi_wheel_advance(&wheel, now, fire, NULL);
    }
    assert_true(stale < 64);
    assert_int_equal(fired_count, fired_before);
}

static void test_late_insertion(void **state)
{
    (void)state;
    static struct wheel wheel;
    struct timer a = {.deadline = 1000}, late = {.deadline = 10};
    cspi_timer_add(&wheel, &a);
    fired_count = 0;
    cspi_wheel_advance(&wheel, 1000, fire, NULL);
    cspi_timer_add(&wheel, &late); // earlier than what has fired
    assert_true(cspi_wheel_next(&wheel) <= 1000);
    cspi_wheel_advance(&wheel, 1000, fire, NULL);
    assert_int_equal(fired_count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_remove),
        cmocka_unit_test(test_next_is_a_bound),
        cmocka_unit_test(test_cancelled),
        cmocka_unit_test(test_late_insertion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
