// RUN: %cspcc -Werror -Wall -Wextra -fsyntax-only %s
// Writes that nobody misses: the variable is assigned before it is read, or not
// read at all, or it is shared, or what is read is another member.
#include <csp.h>

struct pair {
    int a, b;
};
static int everywhere;

static int f(chan(int) c, int k)
{
    int n = 0, m = 0, *q = &m, s = 0, u = 0, x = 0, list[2] = {0};
    struct pair p = {1, 2};
    go { n = 5; chan_send(c, n); }
    n = 3;
    go { *q = 5; everywhere = 1; }
    go { x = 1; chan_send(c, x); }
    go { x = 2; chan_send(c, x); }
    go { int own = s; own++; chan_send(c, own); }
    go { list[0] = 1; chan_send(c, list[0]); }
    go { p.a = 3; chan_send(c, p.a); }
    for (int i = 0; i < 3; i++) {
        int j = i;
        go { j++; chan_send(c, j); }
    }
    par { u = 5; yield(); }
    par for (int i = 0; i < 3; i++) chan_send(c, i++);
    if (k) {
        go { k = 2; chan_send(c, k); }
        return 1;
    }
    chan_recv(c, &x);
    return n + m + s + u + x + k + p.b;
}

int main(void)
{
    chan(int) c = chan_make(int, 99);
    f(c, everywhere);
    return (int)sizeof(chan_len(c));
}
