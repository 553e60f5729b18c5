// RUN: %program %s
// A wait group, an event and a semaphore: many consumers begin at once, no more
// than three are in at a time, each number is taken once, and all have ended
// when the wait is over; then once more.
#include <csp_sync.h>
#include <stdatomic.h>
#include <stdio.h>

static csp_waitgroup all = CSP_WAITGROUP_INIT;
static csp_event begin = CSP_EVENT_INIT;
static csp_semaphore three = CSP_SEMAPHORE_INIT(3);
static atomic_int inside, most, numbers;
static atomic_long sum;

static void consume(chan(int) in)
{
    int n;
    csp_event_wait(&begin);
    while (chan_recv(in, &n)) {
        csp_semaphore_acquire(&three);
        int now = ++inside, before = most;
        while (now > before &&
               !atomic_compare_exchange_weak(&most, &before, now))
            ;
        csp_sleep(1000);
        sum += n;
        numbers++;
        inside--;
        csp_semaphore_release(&three);
    }
    csp_waitgroup_done(&all);
}

static void round_of(int consumers)
{
    auto_chan(int) in = chan_make(int, 10);
    csp_waitgroup_wait(&all); // of none: at once
    csp_waitgroup_add(&all, consumers);
    for (int i = 0; i < consumers; i++)
        go
    consume(chan_retain(in));
    csp_event_set(&begin);
    for (int i = 1; i <= 200; i++)
        chan_send(in, i);
    chan_close(in);
    select
    {
        case_waitgroup(&all) : break;
        case_after(3600 * CSP_S) : puts("for ever");
    }
    for (int i = 0; i < consumers; i++)
        chan_release(in);
    csp_event_clear(&begin);
    printf("%d %ld %d\n", numbers, sum, most <= 3 && most > 1);
}

int main(void)
{
    round_of(20); // OUT: 200 20100 1
    round_of(5);  // OUT: 400 40200 1
    printf("%d", csp_event_is_set(&begin));
    select
    {
        case_event(&begin) : puts(" set");
        break;
        case_after(1) : puts(" not set"); // OUT: 0 not set
    }
    printf("%d", csp_semaphore_try(&three) + csp_semaphore_try(&three));
    printf("%d", csp_semaphore_try(&three));
    printf("%d\n", csp_semaphore_try(&three)); // OUT: 210
    csp_waitgroup_done(&all);
}
// ENV: CSP_CLOCK=virtual
// ERR: consumers-share-all.c:@LINE-3: csp_waitgroup: counts -1
// EXIT: 2
