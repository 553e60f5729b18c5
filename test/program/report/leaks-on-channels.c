// RUN: %program %s
// Tasks leak that wait on channels which nothing that can still run has: each
// shape as it comes about in programs, told at its line. No other task is.
#include <csp.h>
#include <stdio.h>
// UNSUPPORTED: tsan, musl, stress, arm64, riscv64
// LEAKS: they are meant
// REQUIRES: proc
// BUILDS: clang-O2 gcc-O2
// ENV: CSP_CLOCK=virtual
// FLAGS: -Wno-csp-one-sided

// Who waited for the answer has stopped waiting.
static void look_up(chan(int) answer)
{
    csp_sleep(20);
    chan_send(answer, 1); // ERR-RE: ^csp: leak: look_up at .*:@LINE waits to send answer \(1 task\)$
}

static void ask(void)
{
    chan(int) answer = chan_make(int, 0);
    go look_up(answer);
    select {
    case_recv(answer, NULL):
        break;
    case_after(10):
        break;
    }
}

// The first of several is enough.
static void mirror(chan(int) fastest, int which)
{
    chan_send(fastest, which); // ERR-RE: ^csp: leak: mirror at .*:@LINE waits to send fastest \(3 tasks\)$
}

static void fetch(void)
{
    chan(int) fastest = chan_make(int, 0);
    for (int i = 0; i < 4; i++)
        go mirror(fastest, i);
    chan_recv(fastest, NULL);
}

// Nobody closes it.
static void work(chan(int) jobs)
{
    while (chan_recv(jobs, NULL)) // ERR-RE: ^csp: leak: work at .*:@LINE waits to receive jobs \(2 tasks\)$
        ;
}

static void feed(void)
{
    chan(int) jobs = chan_make(int, 0);
    go work(jobs);
    go work(jobs);
    for (int i = 0; i < 5; i++)
        chan_send(jobs, i);
}

// Two errors, of which one is read.
static void check(chan(int) failed)
{
    chan_send(failed, 1);
    chan_send(failed, 2); // ERR-RE: ^csp: leak: check at .*:@LINE waits to send failed \(1 task\)$
}

static void verify(void)
{
    chan(int) failed = chan_make(int, 0);
    go check(failed);
    chan_recv(failed, NULL);
}

// What was to send has failed before.
static void await_result(chan(int) result)
{
    chan_recv(result, NULL); // ERR-RE: ^csp: leak: await_result at .*:@LINE waits to receive result \(1 task\)$
}

static void produce(chan(int) result, bool fails)
{
    if (fails) return;
    chan_send(result, 1);
}

static void compute(void)
{
    chan(int) result = chan_make(int, 0);
    go await_result(result);
    go produce(result, true);
}

// A loop that nobody tells to end.
static void serve(chan(int) requests, chan(int) quit)
{
    for (;;) {
        select { // ERR-RE: ^csp: leak: serve at .*:@LINE waits in select \(1 task\)$
        case_recv(requests, NULL):
            continue;
        case_recv(quit, NULL):
            return;
        }
    }
}

static void open_service(void)
{
    chan(int) requests = chan_make(int, 0);
    go serve(requests, chan_make(int, 0));
    chan_send(requests, 1);
}

// No channel at all.
static void forever(chan(int) none)
{
    chan_recv(none, NULL); // ERR-RE: ^csp: leak: forever at .*:@LINE waits to receive none \(1 task\)$
}

static void choose_none(chan(int) none)
{
    select { // ERR-RE: ^csp: leak: choose_none at .*:@LINE waits in select \(1 task\)$
    case_recv(none, NULL):
        break;
    case_send(none, 1):
        break;
    }
}

// A generator whose user has had enough.
static void count(chan(int) out)
{
    for (int i = 0;; i++)
        chan_send(out, i); // ERR-RE: ^csp: leak: count at .*:@LINE waits to send out \(2 tasks\)$
}

static void use_some(void)
{
    chan(int) out = chan_make(int, 2);
    int n = 0;
    go count(out);
    while (n < 3)
        chan_recv(out, &n);
}

// A pipeline whose end has left, from back to front, and one whose source has.
static void square(chan(int) in, chan(int) out)
{
    for (int n; chan_recv(in, &n);) // ERR-RE: ^csp: leak: square at .*:@LINE waits to receive in \(2 tasks\)$
        chan_send(out, n * n); // ERR-RE: ^csp: leak: square at .*:@LINE waits to send out \(1 task\)$
    chan_close(out);
}

static void leave_early(void)
{
    chan(int) numbers = chan_make(int, 0), squares = chan_make(int, 0);
    go count(numbers);
    go square(numbers, squares);
    chan_recv(squares, NULL);
}

static void leave_open(void)
{
    chan(int) numbers = chan_make(int, 0), squares = chan_make(int, 0);
    go square(numbers, squares);
    go square(squares, chan_make(int, 9));
    chan_send(numbers, 1);
}

// Each waits for the other to begin.
static void greet(chan(int) mine, chan(int) yours)
{
    chan_recv(mine, NULL); // ERR-RE: ^csp: leak: greet at .*:@LINE waits to receive mine \(2 tasks\)$
    chan_send(yours, 1);
}

static void meet(void)
{
    chan(int) left = chan_make(int, 0), right = chan_make(int, 0);
    go greet(left, right);
    go greet(right, left);
}

// All in a ring send, and nobody receives.
static void pass_on(chan(int) in, chan(int) out)
{
    chan_send(out, 1); // ERR-RE: ^csp: leak: pass_on at .*:@LINE waits to send out \(3 tasks\)$
    chan_recv(in, NULL);
}

static void make_ring(void)
{
    chan(int) c[] = {chan_make(int, 0), chan_make(int, 0), chan_make(int, 0)};
    for (int i = 0; i < 3; i++)
        go pass_on(c[i], c[(i + 1) % 3]);
}

// Several inputs into one output that is read no more.
static void forward(chan(int) in, chan(int) out)
{
    for (int n; chan_recv(in, &n);)
        chan_send(out, n); // ERR-RE: ^csp: leak: forward at .*:@LINE waits to send out \(2 tasks\)$
}

static void merge(void)
{
    chan(int) a = chan_make(int, 1), b = chan_make(int, 1);
    chan(int) both = chan_make(int, 0);
    chan_send(a, 1);
    chan_send(b, 2);
    go forward(a, both);
    go forward(b, both);
}

// The only permit is not given back.
static void enter(chan(int) permits)
{
    chan_send(permits, 1); // ERR-RE: ^csp: leak: enter at .*:@LINE waits to send permits \(1 task\)$
}

static void limit(void)
{
    chan(int) permits = chan_make(int, 1);
    go enter(permits);
    go enter(permits);
}

// Released by one while the other waits.
static void use_released(chan(int) c)
{
    chan_recv(c, NULL); // ERR-RE: ^csp: leak: use_released at .*:@LINE waits for a released channel, c \(1 task\)$
}

static void release_early(void)
{
    chan(int) c = chan_make(int, 0);
    go use_released(c);
    csp_sleep(5);
    chan_release(c);
}

// A timer that was stopped.
static void tick(csp_timer ticker)
{
    while (chan_recv(ticker, NULL)) // ERR-RE: ^csp: leak: tick at .*:@LINE waits to receive ticker \(1 task\)$
        ;
}

static void stop_ticker(void)
{
    csp_timer ticker = csp_timer_start(10);
    go tick(ticker);
    csp_sleep(5);
    csp_timer_stop(ticker);
}

// A request with a channel for its answer, which was never read.
static void call(chan(chan(int)) requests)
{
    chan(int) answer = chan_make(int, 0);
    chan_send(requests, answer);
    chan_recv(answer, NULL); // ERR-RE: ^csp: leak: call at .*:@LINE waits to receive answer \(1 task\)$
}

static void drop_request(void)
{
    chan(chan(int)) requests = chan_make(chan(int), 1);
    go call(requests);
}

// Deep in calls.
static int dig(chan(int) bottom, int depth)
{
    if (depth > 0) return dig(bottom, depth - 1) + 1;
    chan_recv(bottom, NULL); // ERR-RE: ^csp: leak: dig at .*:@LINE waits to receive bottom \(1 task\)$
    return 0; // ERR: called by dig
}

static void dig_deep(void)
{
    dig(chan_make(int, 0), 9); // ERR: called by dig_deep
}

int main(void)
{
    go ask();
    go fetch();
    go feed();
    go verify();
    go compute();
    go open_service();
    go forever(NULL);
    go choose_none(NULL);
    go use_some();
    go leave_early();
    go leave_open();
    go meet();
    go make_ring();
    go merge();
    go limit();
    go release_early();
    go stop_ticker();
    go drop_request();
    go dig_deep();
    csp_sleep(1000);
    printf("%ld of %zu\n", csp_leaks(2), csp_live() - 1); // OUT: 28 of 28
    return 0;
}
