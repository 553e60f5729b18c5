// RUN: %program %s
// The deadline round one operation counts from where that begins to wait: it is
// never early, near or far, for however many tasks at a time, and where many
// messages come in time nothing of theirs stays behind.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int late, early;

static void wait_in(chan(int) c, int64_t ns)
{
    int v, why;
    int64_t start = csp_now();
    within (ns, &why) chan_recv(c, &v);
    if (csp_now() - start < ns) early++;
    if (why == CSP_ETIMEDOUT) late++;
}

static void echo(chan(int) in, chan(int) out)
{
    int v;
    while (chan_recv(in, &v))
        within (CSP_S * 3600) chan_send(out, v);
}

static int trips(int count)
{
    auto_chan(int) out = chan_make(int, 0), in = chan_make(int, 0);
    int sum = 0;
    group () {
        go echo(out, in);
        for (int i = 0; i < count; i++) {
            within (CSP_S * 3600) chan_send(out, i);
            within (INT64_MAX) sum += chan_get(in);
        }
        chan_close(out);
    }
    return sum;
}

int main(void)
{
    auto_chan(int) never = chan_make(int, 0);
    for (int i = 0; i < 20; i++)
        wait_in(never, CSP_MS); // alone: its worker goes to sleep
    group () {
        for (int i = 0; i < 200; i++)
            go wait_in(never, i % 2 ? 30 * CSP_MS : CSP_MS);
        printf("%d\n", trips(2000)); // OUT: 1999000
    }
    printf("%d %d\n", (int)late, (int)early); // OUT: 220 0
    return 0;
}
