// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A _Generic whose arms suspend and whose choice cspcc cannot tell is refused.
#include <csp.h>

static int count(const int *p)
{
    yield();
    return *p;
}

int main(void)
{
    const int *p = 0;
    yield();
    return _Generic(p, __typeof__(const int *): count(p), default: 1);
// CHECK: :[[#@LINE-1]]:12: error: cspcc cannot tell which arm of this _Generic is chosen [csp-generic]
// CHECK-NEXT: |     return _Generic(p, __typeof__(const int *): count(p), default: 1);{{$}}
// CHECK-NEXT: {{^}}      |            ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:12: note: select a function by _Generic and call it outside
// CHECK-NEXT: |     return _Generic(p, __typeof__(const int *): count(p), default: 1);{{$}}
// CHECK-NEXT: {{^}}      |            ^{{$}}
}
// CHECK: {{^}}1 error generated.
