// Statements that block do so beside the workers, all at once up to the cap;
// errno comes back with them.
#include <errno.h>
#include <pthread.h>

#include "machine.h"

enum { TOGETHER = 100 };
static pthread_barrier_t all_block;

MACHINE(blocks, int error; void *done; int is_worker; struct csp_wait wait;)
{
    BEGIN
    errno = 3;
    OP(csp_rt_block(worker, FRAME));
    CHECK(errno == 3);
    pthread_barrier_wait(&all_block);
    errno = self->error;
    OP(csp_rt_unblock(worker, FRAME));
    CHECK(errno == self->error);
    SEND(self->done, &self->error);
    END
}

MACHINE(many, void *done; int i, v; long sum; struct csp_wait wait;)
{
    BEGIN
    self->done = csp__make(sizeof(int), 0, HERE);
    for (self->i = 0; self->i < TOGETHER; self->i++) {
        SPAWN(b, blocks);
        b->error = self->i + 1;
        b->done = self->done;
        START(b);
    }
    for (self->i = 0; self->i < TOGETHER; self->i++) {
        RECV(self->done, &self->v);
        self->sum += self->v;
    }
    CHECK(self->sum == TOGETHER * (TOGETHER + 1) / 2);
    csp__release(self->done, HERE);
    END
}

static void test_together(void **state)
{
    (void)state;
    pthread_barrier_init(&all_block, NULL, TOGETHER);
    ENTER(m, many);
    WAIT(m);
    LEAVE(m);
    pthread_barrier_destroy(&all_block);
}

MACHINE(in_and_out, int i;)
{
    BEGIN
    for (self->i = 0; self->i < 5000; self->i++) {
        OP(csp_rt_block(worker, FRAME));
        OP(csp_rt_unblock(worker, FRAME));
    }
    END
}

MACHINE(crowd, int i;)
{
    BEGIN
    for (self->i = 0; self->i < 8; self->i++) {
        SPAWN(b, in_and_out);
        START(b);
    }
    while (csp_live() > 1)
        YIELD();
    END
}

static void test_back_and_forth(void **state)
{
    (void)state;
    ENTER(c, crowd);
    WAIT(c);
    LEAVE(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_together),
        cmocka_unit_test(test_back_and_forth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
