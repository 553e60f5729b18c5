// RUN: %program %s
// A dump tells of the children of a group and the branches of a par whose they
// are, and a branch's channel by the variable of the function around it.
#include <csp.h>
#include <stdlib.h>
// UNSUPPORTED: stress
// WORKERS: 1 2
// FLAGS: -Wno-csp-one-sided
// LEAKS: main does not end

static void child(chan(int) c)
{
    chan_get(c);
}

static void look(void)
{
    csp_sleep(20 * CSP_MS);
    csp_dump(2);
    exit(0);
}

int main(void)
{
    chan(int) c = chan_make(int, 2);
    go look();
    group () {
        go child(c); // ERR-RE: task 0x[0-9a-f]+, child of task 0x[0-9a-f]+$
        par {
            chan_get(c); // ERR-RE: task 0x[0-9a-f]+, branch of task 0x[0-9a-f]+$
            csp_sleep(CSP_S); // ERR: waits on chan(int), 0 of 2 in it, 2 wait
        }
    }
}
