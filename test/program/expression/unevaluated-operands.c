// RUN: %program %s
// sizeof, typeof, _Alignof and the control of _Generic do not evaluate, so
// they do not suspend.
#include <csp.h>
#include <stdio.h>

static int calls;

static short slow(void)
{
    calls++;
    yield();
    return 5;
}

static const char *kind(void)
{
    return _Generic(slow(), int: "int", short: "short", default: "other");
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    __typeof__(slow()) small = 7;
    printf("%d %zu %zu\n", calls, sizeof(slow()), sizeof slow());
    printf("%zu %s %d\n", sizeof(chan_get(c)), kind(), small);
    printf("%d\n", _Generic(calls, int: slow(), char *: 0));
    printf("%d %d\n", calls, (int)sizeof(chan_recv(c, &calls)));
    chan_release(c);
    return 0;
}
// OUT: 0 2 2
// OUT: 4 short 7
// OUT: 5
// OUT: 1 1
