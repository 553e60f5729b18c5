// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A variable bound to a register is refused where its scope suspends.
#include <csp.h>

static int f(void)
{
    register int sum __asm__("rbx") = 1;
// CHECK: :[[#@LINE-1]]:18: error: 'sum' is bound to a register, which no suspension keeps [csp-register]
// CHECK-NEXT: |     register int sum __asm__("rbx") = 1;{{$}}
// CHECK-NEXT: {{^}}      |                  ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:18: note: declare it in a block that does not suspend
// CHECK-NEXT: |     register int sum __asm__("rbx") = 1;{{$}}
// CHECK-NEXT: {{^}}      |                  ^{{$}}
    yield();
    return sum;
}

int main(void)
{
    return f();
}
// CHECK: {{^}}1 error generated.
