// RUN: %cspcc -fsyntax-only -I%S/Inputs %s 2>&1 | %check
// RUN: env CSPCC_CC=%gcc %cspcc -fsyntax-only -I%S/Inputs %s 2>&1 | %check
// A pragma in a header, or in a macro of one, counts where it is included or
// expanded.
#include <csp.h>
#include <unistd.h>
#include "quiet.h"

int main(void)
{
    nap();
    sleep(1);
// CHECK: {{^[^ ]*}}pragma-header.c:[[#@LINE-1]]:5: warning: 'sleep' blocks
    MAY_BLOCK
    sleep(2);
    return 0;
}
// CHECK: {{^}}1 warning generated.
