// RUN: %cspcc -Wall -Wextra -fsyntax-only %s 2>&1 | %check
// RUN: env CSPCC_CC=%gcc %cspcc -Wall -Wextra -fsyntax-only %s 2>&1 | %check
// RUN: %not %cspcc -Werror -fsyntax-only %s 2>&1 | %check --check-prefix=ERROR
// RUN: %clang -Wall -Wextra -Werror -fsyntax-only -I%include %s
// RUN: cat %s | %cspcc -fsyntax-only -x c - 2>&1 | %check
// A pragma silences a warning from there on, up to the pop, in macros too, and
// the compiler does not call its name unknown.
#include <csp.h>
#include <unistd.h>

#define DO(text) _Pragma(#text)
#define QUIET(name) DO(clang diagnostic push) DO(GCC diagnostic ignored name)
#define LOUD DO(clang diagnostic pop)
/*
#pragma clang diagnostic ignored "-Wcsp-blocking"
*/
#if 0
#pragma clang diagnostic ignored "-Wcsp-blocking"
#endif

int main(void)
{
    yield();
    sleep(1); // CHECK: [[#@LINE]]:5: warning: 'sleep' blocks
#pragma clang diagnostic push
#  pragma  clang   diagnostic ignored "-Wcsp-" "blocking" // here
    sleep(2);
#pragma clang diagnostic \
    pop
    sleep(3); // CHECK: [[#@LINE]]:5: warning: 'sleep' blocks
    QUIET("-Wcsp-blocking") sleep(4); LOUD
    QUIET("-Wcsp-lock") sleep(5); LOUD // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'sleep' blocks
#pragma clang diagnostic ignored "-Wcsp"
    sleep(6);
    return 0;
}
// CHECK: {{^}}3 warnings generated.
// ERROR: {{^}}3 errors generated.
