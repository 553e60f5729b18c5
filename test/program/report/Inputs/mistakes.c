// Makes the mistake that its first argument names. Behind each one stands its
// name, and what the program then says of that line.
#include <alloca.h>
#include <csp.h>
#include <csp_sync.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef coroutine int handler(int);

static int answer(void)
{
    return 42;
}

coroutine int doubled(int n);
coroutine int doubled(int n) // MISTAKE entry: doubled is a coroutine; plain code that runs on a worker cannot call it (in a task begun as main, FILE:NUMBER)
{
    yield();
    return 2 * n;
}
static int (*forgotten)(int);

static const char *mistake;

static bool is(const char *name)
{
    return strcmp(mistake, name) == 0;
}

static void leave(void)
{
    pthread_exit(NULL);
}

static void use_memory(volatile size_t n)
{
    if (is("alloca")) {
        char *p = alloca(n); // MISTAKE alloca: out of memory: alloca (18446744073709551607 bytes)
        *p = 1;
        yield();
    } else if (is("array")) {
        char list[n]; // MISTAKE array: out of memory: an array of variable length (18446744073709551607 bytes)
        list[0] = 1;
        yield();
    }
}

static void use_task(void)
{
    task(int) t = spawn(answer()), none = NULL;
    if (is("join-null")) join(none); // MISTAKE join-null: join of a NULL task (none)
    if (is("state-null")) csp_state(none); // MISTAKE state-null: csp_state of a NULL task
    if (is("drop")) {
        join(t);
        task_drop(t); // MISTAKE drop: a task is joined or dropped twice (POINTER)
    } else if (is("cancel")) {
        join(t);
        task_cancel(t); // MISTAKE cancel: a task is used after join or task_drop (POINTER)
    } else if (is("join-dropped")) {
        task_drop(t);
        join(t); // MISTAKE join-dropped: a task is joined or dropped twice (t)
    } else if (is("join")) {
        join(t);
        for (int i = 0; i < 20; i++)
            go answer(); // others of its size
        csp_sleep(1000000);
        join(t); // MISTAKE join: a task is joined or dropped twice (t)
    }
}

static void use_channel(chan(int) c)
{
    volatile int n = 0;
    chan(int) none = NULL;
    if (is("close-null")) chan_close(none);      // MISTAKE close-null: close of a NULL channel
    if (is("fail-null")) chan_fail(none, 1);     // MISTAKE fail-null: chan_fail of a NULL channel
    if (is("retire-null")) chan_retire(none);    // MISTAKE retire-null: chan_retire of a NULL channel
    if (is("writers-null")) chan_writers(none, 1); // MISTAKE writers-null: chan_writers of a NULL channel
    if (is("writers")) chan_writers(c, n - 1);   // MISTAKE writers: chan_writers: count out of range (-1)
    if (is("retire")) chan_retire(c);            // MISTAKE retire: chan_retire: all writers have retired
    if (is("fail")) chan_fail(c, n);             // MISTAKE fail: chan_fail with error 0
    if (is("thread-send")) chan_send_thread(c, 1); // MISTAKE thread-send: chan_send_thread in code that runs on a worker
    if (is("thread-recv")) chan_recv_thread(c, NULL); // MISTAKE thread-recv: chan_recv_thread in code that runs on a worker
    if (is("closed")) {
        chan_close(c);
        chan_send(c, 1); // MISTAKE closed: send on a closed channel
    } else if (is("set")) {
        struct csp_choice set[1] = {choice_recv(c, NULL)};
        volatile size_t many = (size_t)1 << 32;
        select_set(set, many, CSP_CHOOSE_ANY); // MISTAKE set: select_set: count out of range (4294967296)
    }
}

static void use_promise(chan(int) c)
{
    promise(int) p = promise_make(int), none = NULL;
    if (is("put-null")) promise_put(none, 1); // MISTAKE put-null: promise_put of a NULL promise
    if (is("put-channel")) promise_put((promise(int))(void *)c, 1); // MISTAKE put-channel: promise_put on what is no promise (POINTER)
    if (is("drop-promise")) chan_on_drop(p, free); // MISTAKE drop-promise: chan_on_drop of a promise (POINTER)
    chan_release(p);
}

static void *use_on_thread(void *c)
{
    if (is("released-thread")) chan_recv_thread((chan(int))c, NULL); // MISTAKE released-thread: chan_recv_thread: the channel was released (POINTER)
    return NULL;
}

static void use_released(chan(int) c, chan(int) d)
{
    int v;
    chan_release(c);
    if (is("released-send")) chan_send(c, 1);      // MISTAKE released-send: chan_send on a channel that was released (c)
    if (is("released-recv")) chan_recv(c, &v);     // MISTAKE released-recv: chan_recv from a channel that was released (c)
    if (is("released-get")) chan_get(c);           // MISTAKE released-get: chan_recv from a channel that was released (c)
    if (is("released-close")) chan_close(c);       // MISTAKE released-close: chan_close: the channel was released (POINTER)
    if (is("released-retain")) chan_retain(c);     // MISTAKE released-retain: chan_retain: the channel was released (POINTER)
    if (is("released-release")) chan_release(c);   // MISTAKE released-release: chan_release: the channel was released (POINTER)
    if (is("released-len")) v = (int)chan_len(c);  // MISTAKE released-len: chan_len: the channel was released (POINTER)
    if (is("released-cap")) v = (int)chan_cap(c);  // MISTAKE released-cap: chan_cap: the channel was released (POINTER)
    if (is("released-error")) v = chan_error(c);   // MISTAKE released-error: chan_error: the channel was released (POINTER)
    if (is("released-try")) v = chan_try_recv(c, &v); // MISTAKE released-try: chan_try_recv: the channel was released (POINTER)
    pthread_t thread;
    if (pthread_create(&thread, NULL, use_on_thread, (void *)c)) return;
    blocking pthread_join(thread, NULL);
    if (is("released-poll")) select { // MISTAKE released-poll: select with a channel that was released
        case_recv(d, &v): break;
        case_send(c, 1): break;
        default: break;
        }
    if (is("released-select")) select { // MISTAKE released-select: select with a channel that was released
        case_recv(c, &v): break;
        case_recv(d, &v): break;
        }
}

static void use_time(chan(int64_t) no_timer)
{
    if (is("period")) chan_tick(0); // MISTAKE period: chan_tick: period out of range (0)
    if (is("timer-null")) csp_timer_stop(NULL); // MISTAKE timer-null: csp_timer_stop of a NULL timer
    if (is("timer")) csp_timer_stop((csp_timer)no_timer); // MISTAKE timer: csp_timer_stop of a channel that is no timer (POINTER)
}

static void use_locks(void)
{
    static csp_mutex mutex = CSP_MUTEX_INIT;
    static csp_semaphore semaphore = CSP_SEMAPHORE_INIT(1);
    static csp_waitgroup waitgroup = CSP_WAITGROUP_INIT;
    if (is("unlock")) csp_mutex_unlock(&mutex); // MISTAKE unlock: unlock of a mutex that is not locked (POINTER)
    if (is("waitgroup")) csp_waitgroup_done(&waitgroup); // MISTAKE waitgroup: csp_waitgroup: counts -1 (POINTER)
}

static void wait_for_either(chan(int) c, chan(int) d)
{
    int v;
    select { // MISTAKE released-waiting: select with a channel that was released
        case_recv(c, &v): break;
        case_recv(d, &v): break;
    }
}

int main(int argc, char **argv)
{
    mistake = argv[1];
    use_memory(SIZE_MAX - 8);
    use_task();
    chan(int) c = chan_make(int, 1), d = chan_make(int, 0);
    use_channel(c);
    use_locks();
    auto_chan(int64_t) times = chan_make(int64_t, 1);
    use_time(times);
    if (is("released-waiting")) {
        go wait_for_either(c, d);
        csp_sleep(1000000);
        chan_release(c);
        (void)chan_send(d, 1);
        csp_sleep(1000000000);
    }
    if (is("exit-blocking")) blocking leave(); // MISTAKE exit-blocking: pthread_exit in a blocking statement, or its thread was cancelled
    yield();
    forgotten = (int (*)(int))doubled;
    if (is("entry")) forgotten(1);
    use_promise(c);
    use_released(c, d);
    return 3;
}
