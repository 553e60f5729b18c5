// RUN: %program %s
// A coroutine may take a va_list that a plain function has started.
#include <csp.h>
#include <stdarg.h>
#include <stdio.h>

static int id(int x)
{
    yield();
    return x;
}
static int next(va_list list, int a, int b)
{
    return va_arg(list, int) * a + b;
}
static int sum(int n, va_list list)
{
    int s = 0;
    for (; n > 1; n--) {
        s += va_arg(list, int);
        yield();
    }
    return s + next(list, id(10), id(1));
}

static void start(chan(int) out, int n, va_list list)
{
    chan_send(out, sum(n, list));
}
static int of(int n, ...)
{
    va_list list;
    va_start(list, n);
    chan(int) out = chan_make(int, 1);
    int s;
    go
    start(out, n, list);
    chan_recv_thread(out, &s);
    chan_release(out);
    va_end(list);
    return s;
}

int main(void)
{
    int s;
    blocking
    s = of(3, 1, 2, 3);
    printf("%d\n", s); // OUT: 34
    return 0;
}
// UNSUPPORTED: stress
