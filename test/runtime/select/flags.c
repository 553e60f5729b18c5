// ordered takes the first ready case in textual order, whatever it is, every
// time; fair goes on after the case chosen last, also one chosen while asleep.
#include "machine.h"

enum { ROUNDS = 1000, CASES = 5 };

// From case `from` on all are ready: receive, send, closed receive, closed
// send, a deadline that has passed.
MACHINE(ordered, void *full, *open, *closed; int i, v, from;
        struct csp_case cases[CASES]; struct csp_wait wait;)
{
    BEGIN
    self->closed = csp__make(sizeof(int), 0, HERE);
    csp__close(self->closed, __FILE__, __LINE__);
    for (self->from = 0; self->from < CASES; self->from++)
        for (self->i = 0; self->i < ROUNDS; self->i++) {
            self->full = csp__make(sizeof(int), 1, HERE);
            self->open = csp__make(sizeof(int), 1, HERE);
            SEND(self->full, &self->i);
            self->cases[0] = csp_rt_case_recv(self->full, &self->v);
            self->cases[1] = csp_rt_case_send(self->open, &self->i);
            self->cases[2] = csp_rt_case_recv(self->closed, &self->v);
            self->cases[3] = csp_rt_case_send(self->closed, &self->v);
            self->cases[4] = csp_rt_case_after(0);
            for (int k = 0; k < self->from; k++)
                self->cases[k].on.chan = NULL;
            SELECT(self->cases, CASES, CSP_SELECT_ORDERED);
            CHECK(r == self->from);
            CHECK(csp__len(self->full, HERE) == (r != 0));
            CHECK(csp__len(self->open, HERE) == (r == 1));
            csp__release(self->full, HERE);
            csp__release(self->open, HERE);
        }
    csp__release(self->closed, HERE);
    END
}

static void test_ordered(void **state)
{
    (void)state;
    ENTER(o, ordered);
    WAIT(o);
    LEAVE(o);
}

// The default comes last, also when ordered.
MACHINE(defaults, void *c; int v; struct csp_case cases[1];)
{
    BEGIN
    self->c = csp__make(sizeof(int), 1, HERE);
    self->cases[0] = csp_rt_case_recv(self->c, &self->v);
    SELECT(self->cases, 1, CSP_SELECT_DEFAULT | CSP_SELECT_ORDERED);
    CHECK(r == 1);
    SELECT(self->cases, 1, CSP_SELECT_DEFAULT | CSP_SELECT_FAIR);
    CHECK(r == 1);
    CHECK(csp__try_send(self->c, &self->v, HERE) == 1);
    SELECT(self->cases, 1, CSP_SELECT_DEFAULT | CSP_SELECT_ORDERED);
    CHECK(r == 0);
    csp__release(self->c, HERE);
    END
}

static void test_default(void **state)
{
    (void)state;
    ENTER(d, defaults);
    WAIT(d);
    LEAVE(d);
}

MACHINE(feeds, void *c; int v; struct csp_wait wait;)
{
    BEGIN
    SEND(self->c, &self->v);
    csp__release(self->c, HERE);
    END
}

// Two closed channels are always ready: A B A B. Each round begins with one
// choice made while the task sleeps; the next one is the other.
MACHINE(fair, void *a, *b, *never; int i, k, last, v; struct csp_case cases[2];
        struct csp_wait wait;)
{
    BEGIN
    self->never = csp__make(sizeof(int), 0, HERE);
    for (self->i = 0; self->i < ROUNDS; self->i++) {
        self->cases[0] = csp_rt_case_recv(self->never, &self->v);
        self->cases[1] = csp_rt_case_recv(self->never, &self->v);
        self->cases[self->i % 2].on.chan = NULL;
        {
            SPAWN(f, feeds);
            f->c = csp__retain(self->never, HERE);
            START(f);
        }
        SELECT(self->cases, 2, CSP_SELECT_FAIR);
        CHECK(r == 1 - self->i % 2);
        self->last = r;
        self->a = csp__make(sizeof(int), 0, HERE);
        self->b = csp__make(sizeof(int), 0, HERE);
        csp__close(self->a, __FILE__, __LINE__);
        csp__close(self->b, __FILE__, __LINE__);
        for (self->k = 0; self->k < 10; self->k++) {
            self->cases[0] = csp_rt_case_recv(self->a, &self->v);
            self->cases[1] = csp_rt_case_recv(self->b, &self->v);
            SELECT(self->cases, 2, CSP_SELECT_FAIR);
            CHECK(r == 1 - self->last);
            self->last = r;
        }
        csp__release(self->a, HERE);
        csp__release(self->b, HERE);
    }
    csp__release(self->never, HERE);
    END
}

static void test_fair(void **state)
{
    (void)state;
    ENTER(f, fair);
    WAIT(f);
    LEAVE(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ordered),
        cmocka_unit_test(test_default),
        cmocka_unit_test(test_fair),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
