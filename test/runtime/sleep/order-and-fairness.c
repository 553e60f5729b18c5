// Sleepers wake in the order of their deadlines, never early; many at once; a
// task that never waits does not keep others from running.
#include <stdatomic.h>
#include <sys/resource.h>

#include "machine.h"

MACHINE(napper, int id; int64_t ns, begun; void *out; struct csp_timer timer;
        struct csp_wait wait;)
{
    BEGIN
    self->begun = csp_now();
    SLEEP(self->ns);
    CHECK(csp_now() - self->begun >= self->ns);
    SEND(self->out, &self->id);
    END
}

// The order is sure if all sleep, on one worker, before the first is due.
MACHINE(order, int64_t unit, begun; int ids[4]; void *c; int i; bool sure;
        struct csp_wait wait;)
{
    BEGIN
    self->c = csp__make(sizeof(int), 0, HERE);
    self->begun = csp_now();
    for (self->i = 0; self->i < 4; self->i++) {
        static const int64_t units[] = {8, 6, 7, 5};
        SPAWN(n, napper);
        n->id = self->i;
        n->ns = units[self->i] * self->unit;
        n->out = self->c;
        START(n);
    }
    YIELD();
    self->sure = csp_now() < self->begun + self->unit;
    for (self->i = 0; self->i < 4; self->i++)
        RECV(self->c, &self->ids[self->i]);
    csp__release(self->c, HERE);
    END
}

MACHINE(crowd, void *c; int i, id; struct csp_wait wait;)
{
    BEGIN
    self->c = csp__make(sizeof(int), 0, HERE);
    for (self->i = 0; self->i < 20000; self->i++) {
        SPAWN(n, napper);
        n->ns = 1000000 + rand() % 100000000;
        n->out = self->c;
        START(n);
    }
    for (self->i = 0; self->i < 20000; self->i++)
        RECV(self->c, &self->id);
    csp__release(self->c, HERE);
    END
}

static void test_order(void **state)
{
    (void)state;
    static const int expected[] = {3, 1, 2, 0};
    const char *workers = getenv("CSP_WORKERS");
    bool alone = workers && atoi(workers) == 1, sure = !alone;
    for (int64_t unit = 5000000; unit < 5000000000; unit *= 2) {
        ENTER(o, order);
        o->unit = unit;
        WAIT(o);
        if (o->sure && alone)
            assert_memory_equal(o->ids, expected, sizeof expected);
        sure |= o->sure;
        LEAVE(o);
        if (sure) break;
    }
    assert_true(sure);
}

static void test_crowd(void **state)
{
    (void)state;
    ENTER(c, crowd);
    WAIT(c);
    LEAVE(c);
}

static double cpu_seconds(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

// Waiting burns nothing.
MACHINE(idles, struct csp_case cases[2]; int v; void *c;)
{
    BEGIN
    self->c = csp__make(sizeof(int), 0, HERE);
    self->cases[0] = csp_rt_case_recv(self->c, &self->v);
    self->cases[1] = csp_rt_case_after(1000000000);
    SELECT(self->cases, 2, 0);
    csp__release(self->c, HERE);
    END
}

static void test_idle_burns_nothing(void **state)
{
    (void)state;
    double begun = cpu_seconds();
    ENTER(i, idles);
    WAIT(i);
    LEAVE(i);
    assert_true(cpu_seconds() - begun < 0.02);
}

// One task sends to itself through a buffer and never waits; another counts.
static atomic_int over;
MACHINE(busy, void *c; int v; long n; struct csp_wait wait;)
{
    BEGIN
    self->c = csp__make(sizeof(int), 1, HERE);
    while (!atomic_load(&over)) {
        SEND(self->c, &self->v);
        RECV(self->c, &self->v);
    }
    csp__release(self->c, HERE);
    END
}

MACHINE(fair, int i; struct csp_timer timer;)
{
    BEGIN
    for (self->i = 0; self->i < 16; self->i++) {
        SPAWN(b, busy);
        START(b);
    }
    for (self->i = 0; self->i < 1000; self->i++)
        YIELD();
    for (self->i = 0; self->i < 5; self->i++)
        SLEEP(1000000);
    atomic_store(&over, 1);
    while (csp_live() > 1)
        YIELD();
    END
}

static void test_busy_do_not_starve(void **state)
{
    (void)state;
    ENTER(f, fair);
    WAIT(f);
    LEAVE(f);
}

// A pair that always wakes each other must leave room for a third.
MACHINE(player, void *in, *out; long *turns; int v; struct csp_wait wait;)
{
    BEGIN
    while (!atomic_load(&over)) {
        SEND(self->out, &self->v);
        RECV(self->in, &self->v);
        ++*self->turns;
    }
    csp__close(self->out, __FILE__, __LINE__);
    csp__close(self->in, __FILE__, __LINE__);
    END
}

MACHINE(referee, void *a, *b; long turns[2]; int i;)
{
    BEGIN
    atomic_store(&over, 0);
    self->a = csp__make(sizeof(int), 1, HERE);
    self->b = csp__make(sizeof(int), 1, HERE);
    for (self->i = 0; self->i < 2; self->i++) {
        SPAWN(p, player);
        p->in = self->i ? self->a : self->b;
        p->out = self->i ? self->b : self->a;
        p->turns = &self->turns[self->i];
        START(p);
    }
    for (self->i = 0; self->i < 10000; self->i++)
        YIELD();
    atomic_store(&over, 1);
    while (csp_live() > 1)
        YIELD();
    csp__release(self->a, HERE);
    csp__release(self->b, HERE);
    END
}

static void test_ping_pong_hog(void **state)
{
    (void)state;
    ENTER(g, referee);
    WAIT(g);
    const char *workers = getenv("CSP_WORKERS");
    if (workers && atoi(workers) == 1) assert_true(g->turns[0] < 20 * 10000);
    LEAVE(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_idle_burns_nothing),
        cmocka_unit_test(test_crowd),
        cmocka_unit_test(test_busy_do_not_starve),
        cmocka_unit_test(test_ping_pong_hog),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
