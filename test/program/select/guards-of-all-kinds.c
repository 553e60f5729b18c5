// RUN: %program %s
// Inputs, outputs, a timeout and sometimes a default stand in one select, with
// 4 and with 16 parties: each value arrives once, and what is counted agrees on
// both sides (row Y5).
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { VALUES = 100 };
#else
enum { VALUES = 1000 };
#endif

static void put(chan(int) to, int n)
{
    for (int i = 0; i < n; i++)
        chan_send(to, 1);
}

static int take(chan(int) from, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += chan_get(from);
    return sum;
}

// Takes n values and gives n others, in whatever order the others allow.
static int middle(chan(int) in, chan(int) out, int n)
{
    int got = 0, given = 0, v = 0, idle = 0;
    while (got < n || given < n) {
        chan(int) from = got < n ? in : NULL, to = given < n ? out : NULL;
        bool skips = ++idle & 1;
        if (skips) select {
            case_recv(from, &v): got += v; break;
            case_send(to, 1): given++; break;
            default: yield();
        }
        else select {
            case_send(to, 1): given++; break;
            case_after(1000000): break;
            case_recv(from, &v): got += v; break;
        }
    }
    return got * 2 - given;
}

static void run(int parties)
{
    chan(int) in = chan_make(int, 0), out = chan_make(int, 0);
    task(int) middles[4], takers[4];
    int moved = 0, taken = 0, each = parties / 4;
    for (int i = 0; i < each; i++) {
        go put(in, VALUES);
        middles[i] = spawn(middle(in, out, VALUES));
        takers[i] = spawn(take(out, VALUES));
    }
    for (int i = 0; i < each; i++) {
        moved += join(middles[i]);
        taken += join(takers[i]);
    }
    puts(moved == each * VALUES && taken == moved ? "all" : "not all");
    chan_release(in);
    chan_release(out);
}

int main(void)
{
    run(4);  // OUT: all
    run(16); // OUT: all
    return 0;
}
