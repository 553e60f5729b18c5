// RUN: %program %s
// As contexts in a tree: an inner deadline that is later than the outer one
// counts for nothing, one that is earlier ends the inner part alone; who is
// cancelled takes his children along, and neither parent nor siblings; what
// has ended stays so.
// REQUIRES: proc
#include <csp.h>
#include <stdio.h>
// ENV: CSP_CLOCK=virtual

static int ms_since(int64_t start)
{
    return (int)((csp_now() - start) / CSP_MS);
}

static int nap(int64_t ns)
{
    group () go csp_sleep(ns);
    return 1; // not reached when cancelled
}

int main(void)
{
    int outer, inner = 1;
    int64_t start = csp_now();
    within (20 * CSP_MS, &outer) within (CSP_S, &inner) nap(3600 * CSP_S);
    printf("%d %d %d\n", ms_since(start), outer == CSP_ETIMEDOUT,
           inner == CSP_ECANCELED); // OUT: 20 1 1
    start = csp_now();
    within (CSP_S, &outer) {
        within (20 * CSP_MS, &inner) nap(3600 * CSP_S);
        csp_sleep(10 * CSP_MS);
    }
    printf("%d %d %d\n", ms_since(start), outer, inner == CSP_ETIMEDOUT);
    // OUT: 30 0 1
    start = csp_now();
    task(int) a = spawn(nap(3600 * CSP_S)), b = spawn(nap(50 * CSP_MS));
    csp_sleep(CSP_MS);
    task_cancel(a);
    task_cancel(a);
    printf("%d %d\n", join(a), ms_since(start));              // OUT: 0 1
    printf("%d %d %zu\n", join(b), ms_since(start), csp_live()); // OUT: 1 50 1
    within (0, &outer) {
        for (int i = 0; i < 3; i++)
            if (yield() != CSP_ETIMEDOUT) return 1;
        nap(1);
        return 2;
    }
    printf("%d\n", outer == CSP_ETIMEDOUT); // OUT: 1
}
