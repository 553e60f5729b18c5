// RUN: %cspcc -fsyntax-only %s 2>&1 | %check
// Blocks in blocks, members, receives, and reads in the branches of a par or in
// the next block: each one of them is seen.
#include <csp.h>

struct pair {
    int a, b;
};

static int blocks(chan(int) c)
{
    int n = 0, m = 0, k = 0;
    go {
        go { n = 5; } // CHECK: :[[#@LINE]]:14: warning: 'n' is
        par {
            m = 1; // CHECK: :[[#@LINE]]:13: warning: 'm' is
            chan_send(c, 1);
        }
    }
    par {
        { go { k = 2; } } // CHECK: :[[#@LINE]]:16: warning: 'k' is
        yield();
    }
    return n + m + k;
}

static void reads(chan(int) c, chan(struct pair) d)
{
    int v = 0, w = 0, x = 0;
    struct pair p, q = {1, 2};
    go { chan_recv(c, &v); } // CHECK: :[[#@LINE]]:24: warning: 'v' is
    go { chan_recv(d, &p); } // CHECK: :[[#@LINE]]:24: warning: 'p' is
    go { w = 1; } // CHECK: :[[#@LINE]]:10: warning: 'w' is
    go { x++; } // CHECK: :[[#@LINE]]:10: warning: 'x' is
    go { q.b = 1; } // CHECK: :[[#@LINE]]:10: warning: 'q' is
    par { chan_send(c, v); yield(); }
    go { chan_send(c, w); }
    chan_send(d, p);
    switch (x + q.b) {}
}

int main(void)
{
    chan(int) c = chan_make(int, 9);
    chan(struct pair) d = chan_make(struct pair, 9);
    reads(c, d);
    return blocks(c);
}
// CHECK: {{^}}8 warnings generated.
