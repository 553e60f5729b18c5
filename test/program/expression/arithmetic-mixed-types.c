// RUN: %program %s
// Usual arithmetic conversions hold when either operand suspends.
#include <csp.h>
#include <stdio.h>

static int i(int x) { yield(); return x; }
static unsigned u(unsigned x) { yield(); return x; }
static long long ll(long long x) { yield(); return x; }
static double d(double x) { yield(); return x; }
static char c(char x) { yield(); return x; }
static _Bool b(_Bool x) { yield(); return x; }

int main(void)
{
    printf("%d\n", (long long)i(-1) < (long long)u(1));  // OUT: 1
    printf("%d\n", (unsigned)i(-1) > u(1));              // OUT: 1
    printf("%lld\n", i(1000000) * ll(1000000) + i(-1));  // OUT: 999999999999
    printf("%.2f\n", i(1) / i(2) + i(1) / d(2));         // OUT: 0.50
    printf("%d\n", c(100) + c(100) + b(5));              // OUT: 201
    printf("%u\n", u(3) - u(5) >> i(28));                // OUT: 15
    printf("%d\n", -i(7) / i(2) * i(2) % i(4));          // OUT: -2
    printf("%lld\n", 1LL << i(40) | ll(5) & i(4) ^ ~i(-2)); // OUT: 1099511627781
    int a[5] = {1, 2, 3, 4, 5};
    printf("%d\n", *(a + i(2)) + i(1)[a]);               // OUT: 5
    printf("%d\n", (int)(&a[i(4)] - &a[i(1)]));          // OUT: 3
    return 0;
}
// FLAGS: -Wno-parentheses
