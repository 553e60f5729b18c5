// RUN: %program %s
// A variable of the environment that is empty counts as not set.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    yield();
    puts("runs"); // OUT: runs
    return 0;
}
// ENV: CSP_STRICT=
// ENV: CSP_BLOCKING_MAX=
// ENV: CSP_FAIL_ALLOC=
