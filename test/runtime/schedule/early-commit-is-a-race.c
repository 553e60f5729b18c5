// A step that lets go of the channel before it has saved where it was races
// with the worker that resumes it, and ThreadSanitizer finds that with no word
// from us: frames are ordinary memory, and no stack is switched. So a clean run
// of the other programs means something (row N4).
//
// The mutant's two steps run side by side for sure: the first does not return
// before the second has begun, and the second never ends, so that the first
// has a frame to the last.
#include <unistd.h>

#include "sync/chan.h"
#include "child.h"

#if defined __SANITIZE_THREAD__
#define HAS_TSAN 1
#elif defined __has_feature
#if __has_feature(thread_sanitizer)
#define HAS_TSAN 1
#endif
#endif

static struct chan *values;
// What has happened so far. Relaxed, so that it orders nothing for TSan.
static atomic_int unlocked, sent, saved, resumed;

static void set(atomic_int *flag)
{
    atomic_store_explicit(flag, 1, memory_order_relaxed);
}

static void wait_for(const atomic_int *flag)
{
    while (!atomic_load_explicit(flag, memory_order_relaxed))
        usleep(100);
}

MACHINE(mutant, struct csp_wait wait; int value; int received;)
{
    if (self->head.resume == 0 && !self->received) {
        self->received = 1;
        int r = csp_rt_recv(worker, FRAME, &self->wait, values, &self->value);
        CHECK(r == CSP_PARKED);
        cspi_spin_unlock(&values->lock); // the mutation
        set(&unlocked);
        wait_for(&sent);
        self->head.resume = 1;
        set(&saved);
        wait_for(&resumed);
        cspi_spin_lock(&values->lock);
        return r;
    }
    set(&resumed);
    for (;;)
        pause();
}

MACHINE(faithful, struct csp_wait wait; int value;)
{
    BEGIN
    RECV(values, &self->value);
    END
}

static int receive_once(void *coroutine)
{
    values = csp__make(sizeof(int), 0, HERE);
    csp_rt_start(NULL, zeroed(csp_rt_spawn(NULL, coroutine, __FILE__, __LINE__),
                              ((struct csp_descriptor *)coroutine)->size));
    if (coroutine == &mutant_co) wait_for(&unlocked);
    csp__send_thread(values, &(int){7}, HERE);
    if (coroutine != &mutant_co) return 0;
    set(&sent);
    wait_for(&saved);
    wait_for(&resumed);
    return 0;
}

static void check(const struct csp_descriptor *coroutine, bool races)
{
    static struct outcome outcome;
    run_child(&outcome, receive_once, (void *)(uintptr_t)coroutine);
    bool found = strstr(outcome.err, "ThreadSanitizer: data race") != NULL;
    if (found != races) fprintf(stderr, "child: %s", outcome.err);
    assert_int_equal(found, races);
}

static void test_early_commit(void **state)
{
    (void)state;
    const char *workers = getenv("CSP_WORKERS");
    check(&faithful_co, false);
#ifdef HAS_TSAN
    if (!workers || atoi(workers) > 1) check(&mutant_co, true);
#else
    (void)workers, (void)mutant_co;
    skip();
#endif
}

int main(int argc, char **argv)
{
    CHILD_DISPATCH(argc, argv);
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_early_commit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
