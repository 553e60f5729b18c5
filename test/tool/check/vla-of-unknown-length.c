// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A type of variable length that lives across a suspension needs its lengths in
// brackets, or those of an object that is evaluated without effects.
#include <csp.h>

static int f(int n)
{
    int list[2][n];
    typedef __typeof__(list[n++]) row;
    row *copy = list;
// CHECK: :[[#@LINE-1]]:10: error: cspcc cannot tell the length of 'copy', whose type is taken from elsewhere [csp-vla]
// CHECK-NEXT: |     row *copy = list;{{$}}
// CHECK-NEXT: {{^}}      |          ^~~~{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:10: note: declare it with its lengths in brackets
// CHECK-NEXT: |     row *copy = list;{{$}}
// CHECK-NEXT: {{^}}      |          ^~~~{{$}}
    (*copy)[0] = n;
    yield();
    return (*copy)[0];
}

int main(void)
{
    return f(1);
}
// CHECK: {{^}}1 error generated.
