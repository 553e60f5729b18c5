// RUN: %program %s
// A guard is an if in the channel's place: NULL where the condition is false.
// Such a case is never chosen, in any kind of select, ready as it may be; and
// where all guards are false nothing is (row R7).
#include <csp.h>
#include <stdio.h>
#define WHEN(condition, c) ((condition) ? (c) : NULL)

enum { ROUNDS = 2000 };
static int wrong;

static int pick(int kind, int guards, chan(int) in, chan(int) out)
{
    int v = 0;
    chan(int) a = WHEN(guards & 1, in), b = WHEN(guards & 4, in);
    chan(int) c = WHEN(guards & 2, out), d = WHEN(guards & 8, out);
    if (kind == 0) select {
        case_recv(a, &v): return 1;
        case_send(c, 2): return 2;
        case_recv(b, &v): return 4;
        case_send(d, 8): return 8;
        default: return 0;
    }
    if (kind == 1) select_ordered {
        case_recv(a, &v): return 1;
        case_send(c, 2): return 2;
        case_recv(b, &v): return 4;
        case_send(d, 8): return 8;
        default: return 0;
    }
    select_fair {
        case_recv(a, &v): return 1;
        case_send(c, 2): return 2;
        case_recv(b, &v): return 4;
        case_send(d, 8): return 8;
        case_after(guards ? 1000000000 : 0): return 0;
    }
    return -1;
}

int main(void)
{
    int chosen[16] = {0};
    chan(int) in = chan_make(int, 1), out = chan_make_slide(int, 1);
    for (int i = 0; i < ROUNDS; i++) {
        int guards = i & 15;
        (void)chan_try_send(in, i); // always ready, and `out` too
        int took = pick(i % 3, guards, in, out);
        if (guards ? !(took & guards) : took) wrong++;
        chosen[took]++;
    }
    printf("%d wrong\n", wrong); // OUT: 0 wrong
    puts(chosen[0] && chosen[1] && chosen[2] && chosen[4] && chosen[8]
             ? "each true one was chosen" : "one never"); // OUT: each true one was chosen
    chan_release(in);
    chan_release(out);
    return 0;
}
