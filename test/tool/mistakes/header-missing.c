// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// RUN: %not %cspcc %s -o %t 2>&1 | %check --strict-whitespace
// RUN: %not ls %t
// RUN: env CSPCC_CC=%gcc %not %cspcc -c %s -o %t.o 2>&1 | %check --strict-whitespace
// REQUIRES: gcc
// Words of csp.h without csp.h: one message, and where the line goes.
#include <stdio.h>

static void f(chan(int) c)
{
// CHECK: {{^}}{{.*}}.c:[[#@LINE-2]]:15: error: 'chan' is a word of <csp.h>, which this file does not include [csp-include]
// CHECK-NEXT: {{^}}    9 | static void f(chan(int) c){{$}}
// CHECK-NEXT: {{^}}      |               ^~~~{{$}}
// CHECK-NEXT: {{^}}    8 | {{$}}
// CHECK-NEXT: {{^}}      | #include <csp.h>{{$}}
// CHECK-NOT: error:
    chan_send(c, 1);
}

int main(void)
{
    chan(int) c = chan_make(int, 1);
    go f(c);
    printf("%d\n", chan_get(c));
}
// CHECK: {{^}}{{.*}}1 error generated.
