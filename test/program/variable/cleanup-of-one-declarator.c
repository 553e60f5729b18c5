// RUN: %program %s
// An attribute behind a declarator is of that variable alone; one among the
// specifiers is of all.
#include <csp.h>
#include <stdio.h>

static void bye(int *p) { printf("bye %d\n", *p); }
static int one(void) { yield(); return 1; }

int main(void)
{
    int a __attribute__((cleanup(bye))) = one(), b = 2;
    int c = one(), d __attribute__((cleanup(bye))) = 4, e = 3;
    int x, __attribute__((cleanup(bye))) y = 7, z = 8;
    __attribute__((cleanup(bye))) int p = 10, q = 11;
    x = one();
    yield();
    printf("%d\n", a + b + c + d + e + x + y + z + p + q); // OUT: 48
    return 0;
    // OUT: bye 11
    // OUT: bye 10
    // OUT: bye 7
    // OUT: bye 4
    // OUT: bye 1
}
