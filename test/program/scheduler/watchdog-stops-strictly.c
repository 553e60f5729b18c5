// RUN: %program %s
// Under CSP_STRICT=1 a turn that CSP_WATCHDOG finds too long ends the program.
// UNSUPPORTED: stress
#include <csp.h>
#include <unistd.h>
// ENV: CSP_WATCHDOG=5
// ENV: CSP_STRICT=1
// EXIT: 2

int main(void)
{
    yield(); // ERR-RE: csp: .*strictly.c:\d+: main has run for \d+ ms without
    alarm(600); // whoever runs the test may be gone
    volatile int on = 1;
    while (on)
        ;
}
