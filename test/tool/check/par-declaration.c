// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A declaration is no branch of a par.
#include <csp.h>

int main(void)
{
    int a = 0;
    par {
        int b = 1;
// CHECK: :[[#@LINE-1]]:9: error: a declaration is no branch of a par [csp-par]
// CHECK-NEXT: |         int b = 1;{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:9: note: declare it before the par
// CHECK-NEXT: |         int b = 1;{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
        a = b;
    }
    return a;
}
// CHECK: {{^}}1 error generated.
