// RUN: %program %s
// The guards of other CSP systems that are no channels: a timer is case_after,
// Skip is default. Beside inputs and outputs, with one and with many
// (row P6).
#include <csp.h>
#include <stdio.h>

static const char *try_both(chan(int) in, chan(int) out)
{
    static int v;
    select {
    case_recv(in, &v): return "in";
    case_send(out, 1): return "out";
    default: return "skip";
    }
}

static const char *wait_both(chan(int) in, chan(int) out, int64_t ns)
{
    static int v;
    select {
    case_recv(in, &v): return "in";
    case_send(out, 1): return "out";
    case_after(ns): return "timer";
    case_after(ns + 3600000000000): return "late timer";
    }
    return "none";
}

static void later(chan(int) c, bool sends)
{
    csp_sleep(2000000);
    if (sends)
        chan_send(c, 5);
    else
        chan_get(c);
}

int main(void)
{
    const int64_t hour = 3600000000000;
    chan(int) in = chan_make(int, 0), out = chan_make(int, 0);
    puts(try_both(in, out));              // OUT: skip
    puts(wait_both(in, out, 0));          // OUT: timer
    puts(wait_both(in, out, -5));         // OUT: timer
    int64_t start = csp_now();
    puts(wait_both(in, out, 3000000));    // OUT: timer
    puts(csp_now() - start < 3000000 ? "early" : "in time"); // OUT: in time
    go later(in, true);
    puts(wait_both(in, NULL, hour));      // OUT: in
    go later(out, false);
    puts(wait_both(NULL, out, hour));     // OUT: out
    puts(wait_both(NULL, NULL, 1000000)); // OUT: timer
    chan_close(in);
    puts(try_both(in, out));              // OUT: in
    puts(wait_both(in, out, hour));       // OUT: in
    for (int i = 0; i < 100; i++) // a timer that lost leaves nothing behind
        if (wait_both(in, NULL, i * 1000)[0] == 'n') return 1;
    while (csp_live() > 1)
        yield();
    chan_release(in);
    chan_release(out);
    return 0;
}
