// RUN: %clang -Wall -Wextra -I%include -fsyntax-only %s 2>&1 | %check
// RUN: %gcc -Wall -Wextra -O1 -I%include -c %s -o /dev/null 2>&1 | %check --check-prefix=GCC
// REQUIRES: plain, gcc
// The warnings that are true still come: uninitialised, unused, missing
// fields, formats, signs (gcc says nothing of what is sent uninitialised,
// since the literal that takes it stands in a system header).
#include <csp.h>
#include <stdio.h>

struct point { int x, y; };

static void never(chan(int) c)
// CHECK-DAG: [[@LINE-1]]:13: warning: unused function 'never'
// GCC-DAG: [[@LINE-2]]:13: warning: 'never' defined but not used
{
    chan_get(c);
}

void use(chan(int) c, chan(struct point) d, int forgotten)
// CHECK-DAG: [[@LINE-1]]:49: warning: unused parameter 'forgotten'
// GCC-DAG: [[@LINE-2]]:49: warning: unused parameter 'forgotten'
{
    int empty, unused, v;
    // CHECK-DAG: [[@LINE-1]]:16: warning: unused variable 'unused'
    // GCC-DAG: [[@LINE-2]]:16: warning: unused variable 'unused'
    chan_send(c, empty);
    // CHECK-DAG: [[@LINE-1]]:18: warning: variable 'empty' is uninitialized
    select {
    case_recv(c, &v):
        printf("%s\n", v);
        // CHECK-DAG: [[@LINE-1]]:24: warning: format specifies type 'char *'
        // GCC-DAG: [[@LINE-2]]:{{[0-9]+}}: warning: format '%s' expects
        break;
    case_send(d, {1}): break;
    }
    unsigned u = 1;
    if (chan_get(c) < u) yield();
    // CHECK-DAG: [[@LINE-1]]:21: warning: comparison of integers of different signs
    // GCC-DAG: [[@LINE-2]]:{{[0-9]+}}: warning: comparison of integer expressions of different signedness
}
