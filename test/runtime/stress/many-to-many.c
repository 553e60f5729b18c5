// Values are neither lost nor doubled, whoever sends, receives, selects and
// closes at once. Each test is a race that some library has lost.
#include <stdatomic.h>

#include "machine.h"

static int scale(int n)
{
    const char *text = getenv("CSP_TEST_SCALE"); // per cent
    return text ? (int)((long)n * atoi(text) / 100) : n;
}

// -- n senders, m receivers: the sum is exact --------------------------------

static atomic_long sum, count;

MACHINE(sends, void *c; int n, i; struct csp_wait wait;)
{
    BEGIN
    for (self->i = 1; self->i <= self->n; self->i++) {
        SEND(self->c, &self->i);
        CHECK(r == 1);
    }
    END
}

MACHINE(receives, void *c; int v; struct csp_wait wait;)
{
    BEGIN
    for (;;) {
        RECV(self->c, &self->v);
        if (!r) break;
        atomic_fetch_add(&sum, self->v);
        atomic_fetch_add(&count, 1);
    }
    END
}

MACHINE(many, void *c; int capacity, senders, receivers, n, i;
        struct csp_frame * x;)
{
    BEGIN
    self->c = csp__make(sizeof(int), self->capacity, HERE);
    for (self->i = 0; self->i < self->receivers; self->i++) {
        SPAWN(p, receives);
        p->c = self->c;
        START(p);
    }
    for (self->i = 0; self->i < self->senders; self->i++) {
        SPAWN(p, sends);
        p->c = self->c;
        p->n = self->n;
        START(p);
    }
    while (atomic_load(&count) < (long)self->senders * self->n)
        YIELD();
    csp__close(self->c, __FILE__, __LINE__);
    while (csp_live() > 1)
        YIELD();
    csp__release(self->c, HERE);
    END
}

static void test_many_to_many(void **state)
{
    (void)state;
    for (int capacity = 0; capacity < 20; capacity = capacity * 3 + 1) {
        atomic_store(&sum, 0);
        atomic_store(&count, 0);
        ENTER(m, many);
        m->capacity = capacity;
        m->senders = 7;
        m->receivers = 23;
        m->n = scale(11000);
        long n = m->n;
        WAIT(m);
        LEAVE(m);
        assert_int_equal(atomic_load(&sum), 7 * n * (n + 1) / 2);
    }
}

// -- both ends select over the same channels in both directions --------------

enum { CHANNELS = 4, PARTIES = 10 };
static void *shared[CHANNELS];
static atomic_long sent, got, sent_sum, got_sum;

MACHINE(both, int n, i, out, in[CHANNELS];
        struct csp_case cases[2 * CHANNELS + 1];)
{
    BEGIN
    while (atomic_load(&sent) < self->n) {
        self->out = ++self->i;
        for (int k = 0; k < CHANNELS; k++) {
            self->cases[2 * k] = csp_rt_case_send(shared[k], &self->out);
            self->cases[2 * k + 1] = csp_rt_case_recv(shared[k], &self->in[k]);
        }
        self->cases[2 * CHANNELS] = csp_rt_case_after(2000000);
        SELECT(self->cases, 2 * CHANNELS + 1, 0);
        CHECK(r >= 0 && r <= 2 * CHANNELS);
        if (r == 2 * CHANNELS) continue;
        CHECK(self->cases[r].ok);
        atomic_fetch_add(r % 2 ? &got : &sent, 1);
        atomic_fetch_add(r % 2 ? &got_sum : &sent_sum,
                         r % 2 ? self->in[r / 2] : self->out);
    }
    END
}

MACHINE(ring, int n, i, capacity;)
{
    BEGIN
    for (self->i = 0; self->i < CHANNELS; self->i++)
        shared[self->i] = csp__make(sizeof(int), self->capacity, HERE);
    for (self->i = 0; self->i < PARTIES; self->i++) {
        SPAWN(b, both);
        b->n = self->n;
        START(b);
    }
    while (csp_live() > 1)
        YIELD();
    for (self->i = 0; self->i < CHANNELS; self->i++) {
        atomic_fetch_add(&got, (long)csp__len(shared[self->i], HERE));
        csp__release(shared[self->i], HERE);
    }
    END
}

static void test_select_against_select(void **state)
{
    (void)state;
    for (int capacity = 0; capacity < 2; capacity++) {
        atomic_store(&sent, 0);
        atomic_store(&got, 0);
        atomic_store(&sent_sum, 0);
        atomic_store(&got_sum, 0);
        ENTER(g, ring);
        g->n = scale(200000);
        g->capacity = capacity;
        WAIT(g);
        LEAVE(g);
        assert_int_equal(atomic_load(&sent), atomic_load(&got));
        if (capacity == 0)
            assert_int_equal(atomic_load(&sent_sum), atomic_load(&got_sum));
    }
}

// -- two cases must not both happen (Go's doubleselect) ----------------------

MACHINE(double_sender, void *c[4]; int n, i; struct csp_case cases[4];
        struct csp_wait wait;)
{
    BEGIN
    for (self->i = 0; self->i < self->n; self->i++) {
        for (int k = 0; k < 4; k++)
            self->cases[k] = csp_rt_case_send(self->c[k], &self->i);
        SELECT(self->cases, 4, 0);
    }
    for (int k = 0; k < 4; k++)
        csp__close(self->c[k], __FILE__, __LINE__);
    END
}

MACHINE(mux, void *in, *out; int v; struct csp_wait wait;)
{
    BEGIN
    for (;;) {
        RECV(self->in, &self->v);
        if (!r) break;
        SEND(self->out, &self->v);
    }
    self->v = -1;
    SEND(self->out, &self->v);
    END
}

MACHINE(double_select, void *c[4], *out; int n, v, ended, seen; char *marks;
        struct csp_wait wait;)
{
    BEGIN
    self->marks = calloc((size_t)self->n, 1);
    self->out = csp__make(sizeof(int), 0, HERE);
    for (int k = 0; k < 4; k++) {
        self->c[k] = csp__make(sizeof(int), 0, HERE);
        SPAWN(m, mux);
        m->in = self->c[k];
        m->out = self->out;
        START(m);
    }
    {
        SPAWN(s, double_sender);
        memcpy(s->c, self->c, sizeof s->c);
        s->n = self->n;
        START(s);
    }
    while (self->ended < 4) {
        RECV(self->out, &self->v);
        if (self->v < 0) {
            self->ended++;
            continue;
        }
        CHECK(!self->marks[self->v]);
        self->marks[self->v] = 1;
        self->seen++;
    }
    CHECK(self->seen == self->n);
    while (csp_live() > 1)
        YIELD();
    for (int k = 0; k < 4; k++)
        csp__release(self->c[k], HERE);
    csp__release(self->out, HERE);
    free(self->marks);
    END
}

static void test_double_select(void **state)
{
    (void)state;
    ENTER(d, double_select);
    d->n = scale(100000);
    WAIT(d);
    LEAVE(d);
}

// -- the decision is made at one instant (Go's TestNonblockSelectRace) -------

MACHINE(asks, void *c1, *c2, *done; int a, b, found; struct csp_case cases[2];
        struct csp_wait wait;)
{
    BEGIN
    self->cases[0] = csp_rt_case_recv(self->c1, &self->a);
    self->cases[1] = csp_rt_case_recv(self->c2, &self->b);
    SELECT(self->cases, 2, CSP_SELECT_DEFAULT);
    self->found = r != 2;
    SEND(self->done, &self->found);
    END
}

MACHINE(nonblock_race, void *c1, *c2, *done; int close, n, i, v, found;
        struct csp_case cases[1]; struct csp_wait wait;)
{
    BEGIN
    self->done = csp__make(sizeof(int), 1, HERE);
    for (self->i = 0; self->i < self->n; self->i++) {
        self->c1 = csp__make(sizeof(int), 1, HERE);
        self->c2 = csp__make(sizeof(int), 1, HERE);
        SEND(self->c1, &self->v);
        {
            SPAWN(a, asks);
            a->c1 = self->c1;
            a->c2 = self->c2;
            a->done = self->done;
            START(a);
        }
        if (self->close)
            csp__close(self->c2, __FILE__, __LINE__);
        else
            SEND(self->c2, &self->v);
        self->cases[0] = csp_rt_case_recv(self->c1, &self->v);
        SELECT(self->cases, 1, CSP_SELECT_DEFAULT);
        RECV(self->done, &self->found);
        CHECK(self->found);
        csp__release(self->c1, HERE);
        csp__release(self->c2, HERE);
    }
    csp__release(self->done, HERE);
    END
}

static void test_nonblock_race(void **state)
{
    (void)state;
    for (int close = 0; close < 2; close++) {
        ENTER(n, nonblock_race);
        n->n = scale(100000);
        n->close = close;
        WAIT(n);
        LEAVE(n);
    }
}

// -- losing cases leave the queues intact (Go's select6) ---------------------

MACHINE(one_recv, void *c; int v; struct csp_wait wait;)
{
    BEGIN
    RECV(self->c, &self->v);
    END
}

MACHINE(one_send, void *c; int v; struct csp_wait wait;)
{
    BEGIN
    SEND(self->c, &self->v);
    END
}

MACHINE(loses, void *c1, *c2; int v; struct csp_case cases[2];)
{
    BEGIN
    self->cases[0] = csp_rt_case_recv(self->c1, &self->v);
    self->cases[1] = csp_rt_case_recv(self->c2, &self->v);
    SELECT(self->cases, 2, 0);
    CHECK(r == 1);
    END
}

MACHINE(queues, void *c1, *c2; int i, n, v; struct csp_wait wait;)
{
    BEGIN
    self->c1 = csp__make(sizeof(int), 0, HERE);
    self->c2 = csp__make(sizeof(int), 0, HERE);
    for (self->i = 0; self->i < self->n; self->i++) {
        {
            SPAWN(a, one_recv);
            a->c = self->c1;
            START(a);
        }
        YIELD();
        {
            SPAWN(l, loses);
            l->c1 = self->c1;
            l->c2 = self->c2;
            START(l);
            SPAWN(s, one_send);
            s->c = self->c2;
            START(s);
        }
        while (csp_live() > 2)
            YIELD();
        SEND(self->c1, &self->v);
        while (csp_live() > 1)
            YIELD();
    }
    csp__release(self->c1, HERE);
    csp__release(self->c2, HERE);
    END
}

static void test_losing_cases(void **state)
{
    (void)state;
    ENTER(q, queues);
    q->n = scale(2000);
    WAIT(q);
    LEAVE(q);
}

// -- close against senders, receivers and selects ----------------------------

static atomic_long accepted, delivered;

MACHINE(sends_until_closed, void *c; int v; struct csp_wait wait;)
{
    BEGIN
    for (;;) {
        SEND(self->c, &self->v);
        if (!r) break;
        atomic_fetch_add(&accepted, 1);
    }
    csp__release(self->c, HERE);
    END
}

MACHINE(receives_until_closed, void *c; int v; struct csp_wait wait;)
{
    BEGIN
    for (;;) {
        RECV(self->c, &self->v);
        if (!r) break;
        atomic_fetch_add(&delivered, 1);
    }
    csp__release(self->c, HERE);
    END
}

MACHINE(selects_until_closed, void *c, *other; int v, w;
        struct csp_case cases[3];)
{
    BEGIN
    for (;;) {
        self->cases[0] = csp_rt_case_recv(self->c, &self->v);
        self->cases[1] = csp_rt_case_send(self->other, &self->w);
        self->cases[2] = csp_rt_case_recv(NULL, &self->v);
        SELECT(self->cases, 3, 0);
        if (!self->cases[r].ok) break;
        atomic_fetch_add(r == 0 ? &delivered : &accepted, 1);
    }
    csp__release(self->c, HERE);
    csp__release(self->other, HERE);
    END
}

MACHINE(close_race, void *a, *b; int n, i, k;)
{
    BEGIN
    for (self->i = 0; self->i < self->n; self->i++) {
        self->a = csp__make(sizeof(int), self->i % 3, HERE);
        self->b = csp__make(sizeof(int), 0, HERE);
        for (self->k = 0; self->k < 4; self->k++) {
            SPAWN(s, sends_until_closed);
            s->c = csp__retain(self->a, HERE);
            START(s);
            SPAWN(v, receives_until_closed);
            v->c = csp__retain(self->k < 2 ? self->a : self->b, HERE);
            START(v);
            SPAWN(t, selects_until_closed);
            t->c = csp__retain(self->a, HERE);
            t->other = csp__retain(self->b, HERE);
            START(t);
        }
        for (self->k = 0; self->k < self->i % 50; self->k++)
            YIELD();
        csp__close(self->a, __FILE__, __LINE__);
        csp__close(self->b, __FILE__, __LINE__);
        while (csp_live() > 1)
            YIELD();
        CHECK(atomic_load(&accepted) == atomic_load(&delivered));
        csp__release(self->a, HERE);
        csp__release(self->b, HERE);
    }
    END
}

static void test_close_races(void **state)
{
    (void)state;
    ENTER(c, close_race);
    c->n = scale(200);
    WAIT(c);
    LEAVE(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_many_to_many),
        cmocka_unit_test(test_select_against_select),
        cmocka_unit_test(test_double_select),
        cmocka_unit_test(test_nonblock_race),
        cmocka_unit_test(test_losing_cases),
        cmocka_unit_test(test_close_races),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
