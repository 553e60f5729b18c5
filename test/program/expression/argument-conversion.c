// RUN: %program %s
// Arguments are converted to the types of the parameters, results to what the
// prototype says, as in any call.
#include <csp.h>
#include <stdio.h>

static int show(unsigned char u, signed char s, bool b, float f, long long l)
{
    yield();
    printf("%d %d %d %.2f %lld\n", u, s, b, (double)f, l);
    return u + s;
}

static unsigned short wrap(int x)
{
    yield();
    return (unsigned short)(x + 1);
}

static const void *opaque(const void *p)
{
    yield();
    return p;
}

int main(void)
{
    int one = 1, big = 511;
    const int *here = &one;
    show(big, 255, 256, one, -one);      // OUT: 255 -1 1 1.00 -1
    show('a', 'b', here, 0.25, 3000000000u); // OUT: 97 98 1 0.25 3000000000
    show(3.99, -3.99, 0.1, 2.5L, 1e3);   // OUT: 3 -3 1 2.50 1000
    printf("%d\n", wrap(65535) - 1);     // OUT: -1
    printf("%d\n", show(200, 100, 0, 0, 0)); // OUT: 200 100 0 0.00 0
    // OUT: 300
    here = opaque(here);
    printf("%d\n", *here); // OUT: 1
    bool b = wrap(1);
    float f = wrap(2);
    char c = (char)wrap(64);
    printf("%d %.1f %c\n", b, (double)f, c); // OUT: 1 3.0 A
    return 0;
}
// FLAGS: -Wno-constant-conversion -Wno-overflow -Wno-literal-conversion
