// RUN: %program %s
// FLAGS: -fcsp-stress -fgnu89-inline -w
// GNU C's `extern inline` definition, and the real one behind it: the function
// stays plain, and the real one counts.
// BUILDS: clang-O2
// OUT: 3
#include <stdio.h>

extern inline int one(void)
{
    return 2;
}
static inline int one(void)
{
    return 3;
}

int main(void)
{
    printf("%d\n", one());
}
