// RUN: cd %S && %cspcc --emit=c tasks.c | sed 's/cspcc [0-9.]* from/cspcc from/' | diff Inputs/tasks.c -
// What starts tasks: a call, a block with copies, a handle, par with its
// branches inside the frame.
#include <csp.h>

static int square(int n)
{
    yield();
    return n * n;
}

int main(void)
{
    chan(int) c = chan_make(int, 1);
    int a = 2, b = 0, sum[3] = {0};
    task(int) t = spawn(square(a));
    go {
        chan_send(c, a);
    }
    par {
        b = square(3);
        chan_recv(c, &sum[0]);
    }
    par for (int i = 1; i < 3; i++) sum[i] = square(i);
    return join(t) + a + b + sum[0] + sum[1] + sum[2];
}
