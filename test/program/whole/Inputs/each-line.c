#include <csp.h>
#include <stdio.h>

struct pair { int a, b; };
#define TWICE(x) ((x) + (x))

static int wait_for(int n)
{
    if (n == 0)
        return 0;
    yield();
    return wait_for(n - 1)
           + 1;
}

int plain(int a, int b)
{
    int c = TWICE(a);
    return c / b;
}

coroutine void worker(chan(int) in, chan(int) out)
{
    int v;
    while (chan_recv(in, &v)) {
        struct pair p = { TWICE(v),
                          wait_for(v) };
        static int count;
        count += p.a;
        chan_send(out, count);
    }
}

int last(int n) { return n + 1; }

int main(void)
{
    chan(int) in = chan_make(int, 0), out = chan_make(int, 1);
    go worker(in, out);
    for (int i = 1; i < 3; i++)
        chan_send(in, i);
    int first = chan_get(out);
    int second = chan_get(out);
    chan_close(in);
    printf("%d\n", plain(last(first), second));
    return 0;
}
