// RUN: %program %s
// REQUIRES: proc
// chan_after, on which many may wait, chan_tick, csp_timer with stop and reset:
// nothing is early, nothing stale is left, and a tick that nobody takes is
// gone.
#include <csp.h>
#include <stdio.h>

static int64_t start;

static int ms(void)
{
    return (int)((csp_now() - start) / CSP_MS);
}

static void wait_for(int n, chan(int64_t) alarm, chan(int) done)
{
    chan_recv(alarm, NULL);
    chan_send(done, n);
    chan_release(alarm);
}

static void after(void)
{
    auto_chan(int64_t) alarm = chan_after(20 * CSP_MS);
    auto_chan(int) done = chan_make(int, 0);
    int sum = 0;
    for (int i = 1; i <= 3; i++)
        go
    wait_for(i, chan_retain(alarm), done);
    for (int i = 0; i < 3; i++)
        sum += chan_get(done);
    printf("%d at %d\n", sum, ms());
    auto_chan(int64_t) never = chan_after(3600 * CSP_S);
    chan_close(never);
    printf("%d at %d\n", chan_recv(never, NULL), ms());
    auto_chan(int64_t) dropped = chan_after(CSP_MS);
}

static void tick(void)
{
    auto_chan(int64_t) beat = chan_tick(10 * CSP_MS);
    for (int i = 0; i < 3; i++)
        printf("%d ", (int)((chan_get(beat) - start) / CSP_MS));
    csp_sleep(45 * CSP_MS); // four beats, of which one is kept
    printf("%d", (int)((chan_get(beat) - start) / CSP_MS));
    printf(" %d\n", (int)((chan_get(beat) - start) / CSP_MS));
    chan_close(beat);
}

static void reset(void)
{
    int64_t at;
    csp_timer t = csp_timer_start(10 * CSP_MS);
    printf("%d ", csp_timer_reset(t, 30 * CSP_MS));
    chan_recv(t, &at);
    printf("%d ", (int)((at - start) / CSP_MS));
    printf("%d ", csp_timer_reset(t, 5 * CSP_MS));
    csp_sleep(10 * CSP_MS);
    printf("%d ", csp_timer_stop(t));
    printf("%d ", chan_try_recv(t, &at));
    csp_timer_reset(t, 5 * CSP_MS);
    printf("%d ", csp_timer_stop(t));
    select
    {
        case_recv(t, &at) : puts("stale");
        break;
        case_after(CSP_S) : printf("quiet at %d\n", ms());
    }
    chan_release(t);
}

int main(void)
{
    start = csp_now();
    after(); // OUT: 6 at 20
    // OUT: 0 at 20
    tick();  // OUT: 30 40 50 60 100
    reset(); // OUT: 1 130 0 0 0 1 quiet at 1140
}
// ENV: CSP_CLOCK=virtual
