// RUN: rm -f %t.o
// RUN: %cspcc -Wall -c %s -o %t.o 2>&1 | %check
// RUN: test -s %t.o && rm %t.o
// RUN: %not %cspcc -Wall -Werror -c %s -o %t.o 2>&1 | %check --check-prefix=ERR
// RUN: %not ls %t.o
// RUN: %cspcc -Wall -w -c %s -o %t.o 2>&1 | %count 0
// A warning is printed once and the object is made, unless it is an error.
#include <csp.h>

int main(void)
{
    int idle;
    // CHECK: [[@LINE-1]]:9: warning: unused variable 'idle'
    // CHECK-NOT: 'idle'
    // CHECK: 1 warning generated.
    // CHECK-NOT: {{.}}
    // ERR: [[@LINE-5]]:9: error: unused variable
    yield();
    return 0;
}
