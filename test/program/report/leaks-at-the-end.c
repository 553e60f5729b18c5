// RUN: %program %s
// Under CSP_LEAKS=error the program ends with status 23 when tasks leak; what
// global variables lead to does not, nor what can go on.
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>
// UNSUPPORTED: tsan, musl, stress, arm64, riscv64
// LEAKS: they are meant
// REQUIRES: proc
// ENV: CSP_LEAKS=error
// ENV: CSP_DUMP=2
// FLAGS: -Wno-csp-one-sided
// EXIT: 23

static chan(int) jobs;

static void wait_on(chan(int) c)
{
    chan_recv(c, NULL); // ERR-RE: ^csp: leak: wait_on at .*:@LINE waits to receive c \(1 task\)$
}

static void leave(void)
{
    go wait_on(chan_make(int, 0)); // ERR-RE: number [0-9]+, started at .*:@LINE by task 0x
}

static void end(bool called)
{
    puts("done"); // OUT: done
    if (called) exit(0);
}

int main(int argc, char **argv)
{
    (void)argv;
    jobs = chan_make(int, 0);
    go wait_on(jobs);
    go leave();
    while (csp_live() > 3)
        yield();
    csp_sleep(1000000);
    end(argc > 1);
    return 0;
}
