// RUN: %not %cspcc -std=gnu17 -fsyntax-only %s 2>&1 | %check --implicit-check-not=csp__
// RUN: env CSPCC_CC=%gcc LC_ALL=C.UTF-8 %not %cspcc -fsyntax-only %s 2>&1 | %check --check-prefix=GCC --implicit-check-not=csp__
// REQUIRES: gcc
// A word that is nearly one of csp.h's is put right.
#include <csp.h>
// GCC: :[[#@LINE+3]]:1: error: 'corutine' is not known; did you mean 'coroutine'? [csp-word]
// GCC: 'cahn' is not known; did you mean 'chan'?
// GCC: 'chan_mak' is not known; did you mean 'chan_make'?
corutine int f(int n);   // CHECK: :[[#@LINE]]:1: error: 'corutine' is not known; did you mean 'coroutine'? [csp-word]
void g(cahn(int) c);     // CHECK: :[[#@LINE]]:8: error: 'cahn' is not known; did you mean 'chan'?
// GCC: 'selct' is not known; did you mean 'select'?
int main(void)
{
    chan(int) c = NULL;
    int v = 0;
    c = chan_mak(int, 1);
    // CHECK: :[[#@LINE-1]]:9: error: 'chan_mak' is not known; did you mean 'chan_make'?
    selct {              // CHECK: :[[#@LINE]]:5: error: 'selct' is not known; did you mean 'select'?
    case_recieve(c, &v): break;
    // CHECK: :[[#@LINE-1]]:5: error: 'case_recieve' is not known; did you mean 'case_recv'?
    case_after(CSP_MS): break;
    }
    chan_recieve(c, &v); // CHECK: :[[#@LINE]]:5: error: 'chan_recieve' is not known; did you mean 'chan_recv'?
    csp_sleep(CSP_SEC);  // CHECK: :[[#@LINE]]:15: error: 'CSP_SEC' is not known; did you mean 'CSP_S'?
    blockng v = 1;       // CHECK: :[[#@LINE]]:5: error: 'blockng' is not known; did you mean 'blocking'?
    return v;
}
// CHECK: 8 errors generated.
