// RUN: %program %s
// A loop that waits for virtual time to pass is told of, once; a value that
// CSP_CLOCK cannot have stops the program (bad-environment-and-destructor.c).
#include <csp.h>
#include <stdio.h>

int main(void)
{
    int64_t start = csp_now();
    for (int i = 0; i < 12 * 1000 * 1000 && csp_now() == start; i++)
        ;
    csp_sleep(1);
    puts(csp_now() > start ? "passed" : "stands"); // OUT: passed
    return 0;
}
// ENV: CSP_CLOCK=virtual
// ERR: csp_now() was read 10000000 times, and virtual time (CSP_CLOCK) stands
// BUILDS: clang-O2
// WORKERS: 1
