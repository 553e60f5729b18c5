// RUN: %not %cspcc --dump=frame --dump-function=nosuch %s 2>&1 | %check
// RUN: %cspcc --dump=frame --dump-function=main %s
// RUN: %cspcc -x c --emit=c - < %s | %FileCheck --check-prefix=STDIN %s
// A dump of a function that is not there says so. What is emitted from standard
// input has its includes.
#include <csp.h>
// CHECK: error: '--dump-function=nosuch': there is no such function
// STDIN: {{^}}#include <csp.h>
int main(void)
{
    yield();
    return 0;
}
