// RUN: %program %s
// Any scalar may stand in a condition: pointers, floats, channels, bit-fields.
#include <csp.h>
#include <stdio.h>

struct flags { unsigned on : 1; signed low : 2; };

static double real(double x) { yield(); return x; }
static void *pointer(void *p) { yield(); return p; }
static struct flags flags(int x) { yield(); return (struct flags){x & 1, 0}; }
static chan(int) channel(chan(int) c) { yield(); return c; }

int main(void)
{
    int n = 0;
    chan(int) c = chan_make(int, 0);
    if (real(0.1)) n += 1;
    if (!real(0.0)) n += 2;
    if (pointer(&n)) n += 4;
    if (!pointer(NULL) && channel(c)) n += 8;
    if (channel(NULL)) n += 1000;
    n += flags(1).on ? 16 : 0;
    while (flags(n >> 4).on && n < 100)
        n += 32;
    _Bool truth = real(0.25);
    truth &= pointer(&n) != NULL;
    printf("%d %d\n", n, truth); // OUT: 127 1
    chan_release(c);
    return 0;
}
