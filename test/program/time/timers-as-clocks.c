// RUN: %program %s
// Timers and tickers: they go off in the order of their times, whatever the
// order of their starts; what is stopped or set anew leaves no old value; times
// that have passed go off at once; a ticker that nobody takes drops ticks, and
// keeps its beat.
// REQUIRES: proc
#include <csp.h>
#include <stdio.h>
// ENV: CSP_CLOCK=virtual

static int64_t start;

static int ms(int64_t at)
{
    return (int)((at - start) / CSP_MS);
}

int main(void)
{
    static const int order[] = {5, 1, 4, 2, 3};
    csp_timer timers[5];
    int64_t at;
    start = csp_now();
    for (int i = 0; i < 5; i++)
        timers[i] = csp_timer_start(order[i] * CSP_MS);
    for (int i = 0; i < 5; i++) {
        struct csp_choice set[5];
        int64_t when[5];
        for (int k = 0; k < 5; k++)
            set[k] = choice_recv(timers[k], &when[k]);
        int k = select_set(set, 5, CSP_CHOOSE_ANY);
        printf("%d %d\n", order[k], ms(when[k]));
        csp_timer_stop(timers[k]);
        chan_release(timers[k]);
        timers[k] = NULL;
    }
    // OUT: 1 1
    // OUT: 2 2
    // OUT: 3 3
    // OUT: 4 4
    // OUT: 5 5
    auto_chan(int64_t) timer = csp_timer_start(CSP_MS);
    csp_sleep(2 * CSP_MS); // it has gone off, and nobody has taken it
    printf("%d\n", csp_timer_stop(timer));              // OUT: 0
    printf("%d\n", chan_try_recv(timer, &at));          // OUT: 0
    printf("%d\n", csp_timer_reset(timer, CSP_MS));     // OUT: 0
    printf("%d\n", csp_timer_reset(timer, 5 * CSP_MS)); // OUT: 1
    printf("%d\n", ms(chan_get(timer)));                // OUT: 12
    csp_timer_reset(timer, 0);
    printf("%d\n", ms(chan_get(timer))); // OUT: 12
    csp_timer_reset(timer, -CSP_S);
    printf("%d\n", ms(chan_get(timer))); // OUT: 12
    csp_sleep(-CSP_S);
    printf("%d\n", ms(csp_now())); // OUT: 12
    auto_chan(int64_t) ticker = chan_tick(10 * CSP_MS);
    printf("%d\n", ms(chan_get(ticker))); // OUT: 22
    csp_sleep(34 * CSP_MS);               // three more, of which one is kept
    printf("%d\n", ms(chan_get(ticker))); // OUT: 32
    printf("%d\n", ms(chan_get(ticker))); // OUT: 62
    chan_close(ticker);
    csp_sleep(100 * CSP_MS);
    printf("%d\n", chan_recv(ticker, &at)); // OUT: 0
    auto_chan(int64_t) after = chan_after(CSP_MS);
    printf("%d\n", chan_recv(after, &at)); // OUT: 1
    printf("%d\n", chan_recv(after, &at)); // OUT: 0
}
