// Values pass in order, once, for all capacities and sizes; close drains, then
// tells; len, cap, NULL, out of range.
#include "sync/chan.h"

#include "child.h"

enum { VALUES = 300 };

static void fill(unsigned char *value, size_t bytes, int i)
{
    for (size_t k = 0; k < bytes; k++)
        value[k] = (unsigned char)(i + (int)(k % 7));
}

MACHINE(sender, void *c; size_t bytes; int i; unsigned char *value;
        struct csp_wait wait;)
{
    BEGIN
    for (self->i = 0; self->i < VALUES; self->i++) {
        fill(self->value, self->bytes, self->i);
        SEND(self->c, self->value);
        CHECK(r == 1);
    }
    csp__close(self->c, __FILE__, __LINE__);
    END
}

MACHINE(transfer, size_t bytes; int capacity; int i; void *c;
        unsigned char *out, *in, *wanted; struct csp_wait wait;)
{
    BEGIN
    self->c = csp__make(self->bytes, self->capacity, HERE);
    self->out = calloc(3, self->bytes + 1);
    self->in = self->out + self->bytes;
    self->wanted = self->in + self->bytes;
    {
        SPAWN(s, sender);
        s->c = self->c;
        s->bytes = self->bytes;
        s->value = self->out;
        START(s);
    }
    for (self->i = 0; self->i < VALUES; self->i++) {
        RECV(self->c, self->in);
        CHECK(r == 1);
        fill(self->wanted, self->bytes, self->i);
        CHECK(memcmp(self->in, self->wanted, self->bytes) == 0);
        CHECK(csp__len(self->c, HERE) <= (size_t)self->capacity);
    }
    memset(self->in, 1, self->bytes);
    RECV(self->c, self->in);
    CHECK(r == 0);
    memset(self->wanted, 0, self->bytes);
    CHECK(memcmp(self->in, self->wanted, self->bytes) == 0);
    csp__release(self->c, HERE);
    free(self->out);
    END
}

static void test_sizes(void **state)
{
    (void)state;
    static const size_t sizes[] = {0,  1,  2,  3,  4,   7,    8,
                                   12, 16, 17, 64, 100, 4096, 100000};
    static const int capacities[] = {0, 1, 2, 7, 199};
    for (unsigned s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (unsigned c = 0; c < sizeof capacities / sizeof *capacities; c++) {
            ENTER(t, transfer);
            t->bytes = sizes[s];
            t->capacity = capacities[c];
            WAIT(t);
            LEAVE(t);
        }
}

MACHINE(drain, int v; void *c; int i; int sum; struct csp_wait wait;)
{
    BEGIN
    self->c = csp__make(sizeof(int), 10, HERE);
    for (self->i = 1; self->i <= 3; self->i++) {
        self->v = self->i;
        SEND(self->c, &self->v);
    }
    CHECK(csp__len(self->c, HERE) == 3);
    CHECK(csp__cap(self->c, HERE) == 10);
    csp__close(self->c, __FILE__, __LINE__);
    csp__close(self->c, __FILE__, __LINE__);
    for (self->i = 1; self->i <= 3; self->i++) {
        RECV(self->c, &self->v);
        CHECK(r == 1);
        CHECK(self->v == self->i);
    }
    RECV(self->c, &self->v);
    CHECK(r == 0);
    CHECK(self->v == 0);
    RECV(self->c, NULL);
    CHECK(r == 0);
    SEND(self->c, &self->v);
    CHECK(r == 0);
    csp__release(csp__retain(self->c, HERE), HERE);
    csp__release(self->c, HERE);
    END
}

static void test_close_drains(void **state)
{
    (void)state;
    ENTER(d, drain);
    WAIT(d);
    LEAVE(d);
    assert_int_equal(csp__len(NULL, HERE), 0);
    assert_int_equal(csp__cap(NULL, HERE), 0);
    csp__release(NULL, HERE);
    assert_null(csp__retain(NULL, HERE));
}

MACHINE(blocked, void *c; int send; int v; struct csp_wait wait; void *done;)
{
    BEGIN
    self->v = 5;
    if (self->send)
        SEND(self->c, &self->v);
    else
        RECV(self->c, &self->v);
    CHECK(r == 0);
    self->v += self->send ? 0 : 100;
    SEND(self->done, &self->v);
    END
}

MACHINE(wakes_all, int send; int n; void *c, *done; int i; int v; long sum;
        struct csp_wait wait;)
{
    BEGIN
    self->c = csp__make(sizeof(int), 0, HERE);
    self->done = csp__make(sizeof(int), 1, HERE);
    for (self->i = 0; self->i < self->n; self->i++) {
        SPAWN(b, blocked);
        b->c = self->c;
        b->send = self->send;
        b->done = self->done;
        START(b);
        if (self->i % 100 == 0) YIELD();
    }
    for (self->i = 0; self->i < 1000; self->i++)
        YIELD();
    csp__close(self->c, __FILE__, __LINE__);
    for (self->i = 0; self->i < self->n; self->i++) {
        RECV(self->done, &self->v);
        self->sum += self->v;
    }
    CHECK(self->sum == (self->send ? 5L : 100L) * self->n);
    csp__release(self->c, HERE);
    csp__release(self->done, HERE);
    END
}

static void test_close_wakes_all(void **state)
{
    (void)state;
    for (int send = 0; send < 2; send++) {
        ENTER(w, wakes_all);
        w->send = send;
        w->n = 10000;
        WAIT(w);
        LEAVE(w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_close_drains),
        cmocka_unit_test(test_close_wakes_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
