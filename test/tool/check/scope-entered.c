// RUN: %not %cspcc -c %s -o %t.o 2>&1 | %FileCheck %s
// No jump enters a scope, past its beginning, by a goto, a case or a computed
// goto.
#include <csp.h>

static void by_goto(int n)
{
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: error: a jump into 'within', past its beginning [csp-scope]
    if (n) goto in;
    within (CSP_MS) {
    in:
        yield();
    }
}

static void by_case(int n)
{
    switch (n) {
        shield () {
        // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: error: a jump into 'shield', past its beginning [csp-scope]
        case 1: yield();
        }
        // CHECK: note: the scope begins here: put it all inside, or out
    }
}

int main(void)
{
    void *to = &&out;
    by_goto(0);
    by_case(0);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: error: a computed goto in a function with 'group' [csp-scope]
    group () goto *to;
out:
    return 0;
}
