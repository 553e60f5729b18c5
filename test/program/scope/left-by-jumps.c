// RUN: %program %s
// break, continue, goto and return leave a scope as they leave any block, and
// what comes behind has no deadline any more.
#include <csp.h>
#include <stdio.h>

static int returns(void)
{
    until (csp_now() + CSP_MS) {
        int n = 3;
        int array[n];
        array[2] = 42;
        within (CSP_S) return array[2];
    }
    return 0;
}

int main(void)
{
    int turns = 0, sum = 0;
    for (;;) {
        within (CSP_MS) {
            if (++turns < 3) continue;
            switch (turns) {
            case 3: within (1) break; continue;
            }
            break;
        }
        puts("never");
    }
    within (CSP_MS) {
        within (CSP_MS) goto out;
        puts("never");
    }
out:
    sum = returns();
    csp_sleep(2 * CSP_MS);
    printf("%d %d %d\n", turns, sum, csp_cancelled()); // OUT: 3 42 0
    if (turns) within (0) csp_sleep(1);
    puts("end"); // OUT: end
    return 0;
}
