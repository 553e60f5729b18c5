// RUN: %program %s
// select_ordered takes the first ready case in textual order, always;
// select_fair takes two ready cases in turn (row P3).
#include <csp.h>
#include <stdio.h>

static int ordered(chan(int) a, chan(int) b)
{
    int v;
    select_ordered {
    case_recv(a, &v): chan_send(a, v); return 0;
    case_recv(b, &v): chan_send(b, v); return 1;
    default: return 2;
    }
}

static int fair(chan(int) a, chan(int) b)
{
    int v, which = 0;
    select_fair {
    case_recv(a, &v): chan_send(a, v); break;
    case_recv(b, &v): chan_send(b, v); which = 1; break;
    }
    return which;
}

int main(void)
{
    chan(int) a = chan_make(int, 1), b = chan_make(int, 1);
    int others = 0, repeats = 0, last = -1;
    printf("%d\n", ordered(a, b)); // OUT: 2
    chan_send(b, 1);
    printf("%d\n", ordered(a, b)); // OUT: 1
    chan_send(a, 1);
    for (int i = 0; i < 1000; i++)
        others += ordered(a, b) != 0;
    for (int i = 0; i < 1000; i++) {
        int now = fair(a, b);
        repeats += now == last;
        last = now;
    }
    printf("%d %d\n", others, repeats); // OUT: 0 0
    chan_release(a);
    chan_release(b);
    return 0;
}
