// What a select takes: the ready case, the default, any of several, the first
// or the next one by flag; NULL channels never, closed ones always.
#include "machine.h"

enum { FLAGS_RANDOM = 0 };

MACHINE(picks, void *a, *b; int va, vb, i, flags, count[3], last;
        struct csp_case cases[3]; struct csp_wait wait;)
{
    BEGIN
    self->a = csp__make(sizeof(int), 1, HERE);
    self->b = csp__make(sizeof(int), 1, HERE);
    for (self->i = 0; self->i < 10000; self->i++) {
        self->va = self->vb = 1;
        if (!csp__len(self->a, HERE)) SEND(self->a, &self->va);
        if (!csp__len(self->b, HERE)) SEND(self->b, &self->vb);
        self->cases[0] = csp_rt_case_recv(self->a, &self->va);
        self->cases[1] = csp_rt_case_recv(NULL, &self->va);
        self->cases[2] = csp_rt_case_recv(self->b, &self->vb);
        SELECT(self->cases, 3, self->flags);
        CHECK(r == 0 || r == 2);
        CHECK(self->cases[r].ok);
        if (self->flags == CSP_SELECT_FAIR)
            CHECK(self->i == 0 || r != self->last);
        self->last = r;
        self->count[r]++;
    }
    csp__release(self->a, HERE);
    csp__release(self->b, HERE);
    END
}

static void pick(int flags, int *count)
{
    ENTER(p, picks);
    p->flags = flags;
    WAIT(p);
    memcpy(count, p->count, sizeof p->count);
    LEAVE(p);
}

static void test_choice(void **state)
{
    (void)state;
    int count[3];
    pick(FLAGS_RANDOM, count); // 4.89 standard deviations
    assert_in_range(count[0], 5000 - 245 * 2, 5000 + 245 * 2);
    pick(CSP_SELECT_ORDERED, count);
    assert_int_equal(count[0], 10000);
    pick(CSP_SELECT_FAIR, count);
    assert_int_equal(count[0], 5000);
}

MACHINE(tells, void *c; int v; struct csp_case cases[2]; struct csp_wait wait;)
{
    BEGIN
    self->c = csp__make(sizeof(int), 1, HERE);
    self->cases[0] = csp_rt_case_recv(self->c, &self->v);
    self->cases[1] = csp_rt_case_recv(NULL, &self->v);
    SELECT(self->cases, 2, CSP_SELECT_DEFAULT);
    CHECK(r == 2);
    SELECT(self->cases, 0, CSP_SELECT_DEFAULT);
    CHECK(r == 0);
    self->v = 7;
    self->cases[0] = csp_rt_case_send(self->c, &self->v);
    SELECT(self->cases, 1, CSP_SELECT_DEFAULT);
    CHECK(r == 0 && self->cases[0].ok);
    SELECT(self->cases, 1, CSP_SELECT_DEFAULT);
    CHECK(r == 1);
    csp__close(self->c, __FILE__, __LINE__);
    SELECT(self->cases, 1, 0);
    CHECK(r == 0 && !self->cases[0].ok);
    self->cases[0] = csp_rt_case_recv(self->c, &self->v);
    self->v = 0;
    SELECT(self->cases, 1, 0);
    CHECK(r == 0 && self->cases[0].ok && self->v == 7);
    SELECT(self->cases, 1, 0);
    CHECK(r == 0 && !self->cases[0].ok && self->v == 0);
    csp__release(self->c, HERE);
    END
}

static void test_results(void **state)
{
    (void)state;
    ENTER(t, tells);
    WAIT(t);
    LEAVE(t);
}

MACHINE(closer, void *c; struct csp_timer timer;)
{
    BEGIN
    SLEEP(1000000);
    csp__close(self->c, __FILE__, __LINE__);
    csp__release(self->c, HERE);
    END
}

// Waits for both directions of one channel, twice each: never with itself.
MACHINE(with_itself, void *c; int v, w; struct csp_case cases[5];
        struct csp_wait wait; int64_t begun;)
{
    BEGIN
    self->c = csp__make(sizeof(int), 0, HERE);
    self->begun = csp_now();
    for (int i = 0; i < 4; i++)
        self->cases[i] = i % 2 ? csp_rt_case_recv(self->c, &self->v)
                               : csp_rt_case_send(self->c, &self->w);
    self->cases[4] = csp_rt_case_after(5000000);
    SELECT(self->cases, 5, 0);
    CHECK(r == 4);
    CHECK(csp_now() - self->begun >= 5000000);
    {
        SPAWN(p, closer);
        p->c = csp__retain(self->c, HERE);
        START(p);
    }
    for (int i = 0; i < 4; i++)
        self->cases[i] = i % 2 ? csp_rt_case_recv(self->c, &self->v)
                               : csp_rt_case_send(self->c, &self->w);
    self->cases[4] = csp_rt_case_after(INT64_MAX);
    SELECT(self->cases, 5, 0);
    CHECK(r < 4 && !self->cases[r].ok);
    csp__release(self->c, HERE);
    END
}

static void test_with_itself(void **state)
{
    (void)state;
    ENTER(w, with_itself);
    WAIT(w);
    LEAVE(w);
}

MACHINE(feeder, void *c; int v; struct csp_wait wait;)
{
    BEGIN
    SEND(self->c, &self->v);
    csp__release(self->c, HERE);
    END
}

// Many channels in one select, each one read once.
MACHINE(wide, int n, i, v; long sum; void **c; struct csp_case * cases;)
{
    BEGIN
    self->c = calloc((size_t)self->n, sizeof *self->c);
    self->cases = calloc((size_t)self->n, sizeof *self->cases);
    for (self->i = 0; self->i < self->n; self->i++) {
        self->c[self->i] = csp__make(sizeof(int), 0, HERE);
        SPAWN(f, feeder);
        f->c = csp__retain(self->c[self->i], HERE);
        f->v = self->i;
        START(f);
    }
    for (self->i = 0; self->i < self->n; self->i++) {
        for (int k = 0; k < self->n; k++) // not in the order of addresses
            self->cases[k] = csp_rt_case_recv(
                self->c[(k * 7919 + self->i) % self->n], &self->v);
        SELECT(self->cases, self->n, 0);
        CHECK(self->cases[r].ok);
        self->sum += self->v;
    }
    CHECK(self->sum == (long)self->n * (self->n - 1) / 2);
    for (int k = 0; k < self->n; k++)
        csp__release(self->c[k], HERE);
    free(self->c);
    free(self->cases);
    END
}

static void test_wide(void **state)
{
    (void)state;
    static const int counts[] = {1, 2, 15, 16, 17, 18, 40, 1000};
    for (unsigned i = 0; i < sizeof counts / sizeof *counts; i++) {
        ENTER(w, wide);
        w->n = counts[i];
        WAIT(w);
        LEAVE(w);
    }
}

MACHINE(after_order, struct csp_case cases[3]; int v;)
{
    BEGIN
    self->cases[0] = csp_rt_case_after(20000000);
    self->cases[1] = csp_rt_case_after(2000000);
    self->cases[2] = csp_rt_case_recv(NULL, &self->v);
    SELECT(self->cases, 3, 0);
    CHECK(r == 1);
    self->cases[0] = csp_rt_case_after(20000000);
    self->cases[1] = csp_rt_case_after(-1);
    SELECT(self->cases, 2, 0);
    CHECK(r == 1);
    END
}

static void test_after(void **state)
{
    (void)state;
    ENTER(a, after_order);
    WAIT(a);
    LEAVE(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_choice),      cmocka_unit_test(test_results),
        cmocka_unit_test(test_with_itself), cmocka_unit_test(test_wide),
        cmocka_unit_test(test_after),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
