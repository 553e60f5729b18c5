// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// alloca works in a coroutine, its form with an alignment does not.
#include <csp.h>

static int f(void)
{
    int *p =
        __builtin_alloca_with_align(sizeof *p, 64);
// CHECK: :[[#@LINE-1]]:9: error: this form of alloca in a coroutine is not supported [csp-alloca]
// CHECK-NEXT: |         __builtin_alloca_with_align(sizeof *p, 64);{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:9: note: use alloca, or malloc and free
// CHECK-NEXT: |         __builtin_alloca_with_align(sizeof *p, 64);{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
    *p = 0;
    yield();
    return *p;
}

int main(void)
{
    return f();
}
// CHECK: {{^}}1 error generated.
