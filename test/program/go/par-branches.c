// RUN: %program %s
// par runs its statements at once and waits for all; branches see the variables
// around them, nest, and hold loops, channels and pars of their own (row P1).
#include <csp.h>
#include <stdio.h>

struct pair { int a, b; };

static int slow(int x)
{
    for (int i = 0; i < 3; i++)
        yield();
    return x;
}

static void feed(chan(int) c, int n)
{
    for (int i = 1; i <= n; i++)
        chan_send(c, i);
    chan_close(c);
}

static int nested(int depth)
{
    int left = 0, right = 0, list[2] = {0};
    static _Atomic int calls;
    if (depth == 0) return slow(1);
    par {
        left = nested(depth - 1);
        {
            int here = slow(2);
            right = nested(depth - 1) + here - 2;
            list[1] = depth;
        }
        if (depth > 1) calls++;
        par {
            list[0] += slow(1);
            yield();
        }
    }
    return left + right + (list[1] != depth) + (list[0] != 1) + 0 * calls;
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    struct pair p = {0, 0};
    int sum = 0, v, n = 10;
    par {
        feed(c, n);
        while (chan_recv(c, &v))
            sum += v;
        p.a = slow(3);
        for (int i = 0; i < 4; i++) {
            if (i == 1) continue;
            if (i == 3) break;
            p.b += slow(i + 1);
        }
    }
    printf("%d %d %d\n", sum, p.a, p.b); // OUT: 55 3 4
    printf("%d\n", nested(5));           // OUT: 32
    par yield();
    par { }
    chan_release(c);
    return 0;
}
