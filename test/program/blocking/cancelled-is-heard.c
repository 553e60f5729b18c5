// RUN: %program %s
// What computes or polls in a blocking statement hears by csp_cancelled that its
// deadline has passed, or that its task was cancelled.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int begun, heard;

static void compute(void)
{
    blocking {
        begun = 1;
        while (!(heard = csp_cancelled())) continue;
    }
}

int main(void)
{
    int why = 0;
    within (CSP_MS) {
        blocking { while (!(why = csp_cancelled())) continue; }
    }
    printf("%d\n", why == CSP_ETIMEDOUT); // OUT: 1
    task(void) t = spawn(compute());
    while (!begun) csp_sleep(CSP_MS / 10);
    task_cancel(t);
    join(t);
    printf("%d\n", heard == CSP_ECANCELED); // OUT: 1
}
