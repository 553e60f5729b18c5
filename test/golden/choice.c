// RUN: cd %S && %cspcc --emit=c choice.c | sed 's/cspcc [0-9.]* from/cspcc from/' | diff Inputs/choice.c -
// A select with every kind of case, in a loop that it continues and leaves.
#include <csp.h>

struct point {
    int x, y;
};

static int serve(chan(int) in, chan(struct point) out, chan(int) stop)
{
    int total = 0;
    for (;;) {
        int v;
        bool ok;
        select {
        case_recv(in, &v, &ok):
            if (!ok) continue;
            total += v;
            break;
        case_send(total > 10 ? out : NULL, {total, 1}): total = 0; break;
        case_recv(stop, NULL): return total;
        case_after(1000000): total--;
        }
    }
}

int main(void)
{
    return serve(NULL, NULL, NULL);
}
