// RUN: %program %s
// REQUIRES: proc
// Scopes that were opened in one turn end as written: one that was opened when
// one around it had ended says so; of three the one in the middle ends alone.
// ENV: CSP_CLOCK=virtual
#include <csp.h>
#include <stdio.h>

static char of(int why)
{
    return why == CSP_ETIMEDOUT ? 'T' : why == CSP_ECANCELED ? 'C' : '-';
}

static void three(int64_t a, int64_t b, int64_t c)
{
    int x = 0, y = 0, z = 0;
    int64_t begin = csp_now();
    within (a, &x) {
        within (b, &y) {
            within (c, &z) csp_sleep(100);
            csp_sleep(100);
        }
        csp_sleep(1);
    }
    printf("%c%c%c %d\n", of(x), of(y), of(z), (int)(csp_now() - begin));
}

int main(void)
{
    int why = 1, inner = 1;
    within (0) {
        within (CSP_S, &why) within (CSP_S, &inner)
            printf("%c", of(csp_sleep(1)));
        printf("%c%c\n", of(why), of(inner)); // OUT: TCC
    }
    three(50, 60, 70); // OUT: TCC 50
    three(60, 50, 70); // OUT: -TC 51
    three(70, 60, 50); // OUT: -TT 61
    return 0;
}
