// Threads that are not workers enter coroutines, send and receive; they block
// themselves, not a worker.
#include <pthread.h>

#include "machine.h"

enum { COUNT = 100000 };

static void *sends(void *c)
{
    for (int i = 1; i <= COUNT; i++)
        if (!csp__send_thread(c, &i, HERE)) abort();
    csp__close(c, __FILE__, __LINE__);
    return NULL;
}

MACHINE(sums, void *c; int v; long sum; struct csp_wait wait;)
{
    BEGIN
    for (;;) {
        RECV(self->c, &self->v);
        if (!r) break;
        self->sum += self->v;
    }
    END
}

static void exchange(int capacity)
{
    void *c = csp__make(sizeof(int), capacity, HERE);
    pthread_t thread;
    pthread_create(&thread, NULL, sends, c);
    ENTER(s, sums);
    s->c = c;
    WAIT(s);
    assert_int_equal(s->sum, (long)COUNT * (COUNT + 1) / 2);
    LEAVE(s);
    pthread_join(thread, NULL);
    csp__release(c, HERE);
}

static void test_thread_to_task(void **state)
{
    (void)state;
    exchange(0);
    exchange(16);
}

MACHINE(counts_up, void *c; int v; struct csp_wait wait;)
{
    BEGIN
    for (self->v = 1; self->v <= COUNT; self->v++)
        SEND(self->c, &self->v);
    csp__close(self->c, __FILE__, __LINE__);
    END
}

static void test_task_to_thread(void **state)
{
    (void)state;
    void *c = csp__make(sizeof(int), 0, HERE);
    struct csp_worker *worker = NULL; // a plain function spawns
    SPAWN(u, counts_up);
    u->c = c;
    START(u);
    long sum = 0;
    for (int v; csp__recv_thread(c, &v, HERE);)
        sum += v;
    assert_int_equal(sum, (long)COUNT * (COUNT + 1) / 2);
    csp__release(c, HERE);
    while (csp_live())
        csp_sleep(1000000);
}

static void test_thread_to_thread(void **state)
{
    (void)state;
    void *c = csp__make(sizeof(int), 1, HERE);
    pthread_t thread;
    pthread_create(&thread, NULL, sends, c);
    long sum = 0;
    for (int v; csp__recv(c, &v, NULL);)
        sum += v;
    assert_int_equal(sum, (long)COUNT * (COUNT + 1) / 2);
    assert_int_equal(*(int *)csp__get(c), 0);
    pthread_join(thread, NULL);
    csp__release(c, HERE);
}

static void *enters(void *c)
{
    for (int i = 0; i < 2000; i++) {
        ENTER(s, sums);
        s->c = c;
        WAIT(s);
        LEAVE(s);
    }
    return NULL;
}

static void test_many_enter(void **state)
{
    (void)state;
    void *c = csp__make(sizeof(int), 0, HERE);
    csp__close(c, __FILE__, __LINE__);
    pthread_t thread[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&thread[i], NULL, enters, c);
    for (int i = 0; i < 4; i++)
        pthread_join(thread[i], NULL);
    csp__release(c, HERE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_thread_to_task),
        cmocka_unit_test(test_task_to_thread),
        cmocka_unit_test(test_thread_to_thread),
        cmocka_unit_test(test_many_enter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
