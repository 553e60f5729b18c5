// RUN: %program %s
// The innermost scope that has ended is where it goes on; an enclosing one that
// ends is cancellation to those inside; a shield keeps off what is outside.
#include <csp.h>
#include <stdio.h>

static void clean(int *x)
{
    printf("clean %d\n", *x);
}

int main(void)
{
    int outer, inner = 0;
    within (CSP_MS, &outer) {
        __attribute__((cleanup(clean))) int guard = 1;
        within (CSP_S, &inner) {
            __attribute__((cleanup(clean))) int other = 2;
            csp_sleep(CSP_S);
        }
        puts("never");
    }
    printf("%d %d\n", outer == CSP_ETIMEDOUT, inner == CSP_ECANCELED);
    within (CSP_S, &outer) {
        within (CSP_MS, &inner) csp_sleep(CSP_S);
        printf("%d\n", csp_sleep(1));
    }
    printf("%d %d\n", outer, inner == CSP_ETIMEDOUT);
    within (0) {
        shield () {
            printf("%d %d\n", csp_sleep(1), csp_cancelled());
            within (0) csp_sleep(1);
            puts("in the shield");
        }
        csp_sleep(1);
        puts("never");
    }
    // OUT: clean 2
    // OUT: clean 1
    // OUT: 1 1
    // OUT: 0
    // OUT: 0 1
    // OUT: 0 0
    // OUT: in the shield
    return 0;
}
