// RUN: %program %s
// REQUIRES: proc
// The turns of a par for end with the scope around it, whatever its head does
// meanwhile; those of one in a shield do not.
// ENV: CSP_CLOCK=virtual
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int ended;

static void count(int *n)
{
    ended += *n;
}

static void waits(int n)
{
    __attribute__((cleanup(count))) int guard = n;
    csp_sleep(3600 * CSP_S);
}

// No cancel point of the caller's.
static coroutine bool deaf(int turns)
{
    shield () csp_sleep(20);
    printf("%d\n", (int)ended);
    return turns < 2;
}

static coroutine bool shielded(void)
{
    shield () par for (int i = 0; i < 3; i++) { csp_sleep(30); ended += 1000; }
    return false;
}

static int starts(void)
{
    par for (int i = 0; deaf(i); i++) par for (int k = 0; k < 5; k++) waits(10);
    return 0;
}

int main(void)
{
    int why;
    within (50, &why) par for (int i = 0; deaf(i); i++) waits(1);
    // OUT: 0
    // OUT: 0
    // OUT: 2
    printf("%d\n", why == CSP_ETIMEDOUT); // OUT: 1
    task(int) t = spawn(starts());
    csp_sleep(30);
    task_cancel(t);
    join(t);
    // OUT: 2
    // OUT: 52
    // OUT: 102
    within (5) par for (int i = 0; i < 2 || shielded(); i++) waits(1);
    printf("%d %d\n", (int)ended, (int)csp_live()); // OUT: 3104 1
    within (10) par for (int i = 0; deaf(i); i++) waits(1);
    // OUT: 3104
    // OUT: 3105
    // OUT: 3106
    return 0;
}
