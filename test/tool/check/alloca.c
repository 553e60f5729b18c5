// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// alloca is refused in a coroutine.
#include <csp.h>

static int f(void)
{
    int *p =
        __builtin_alloca(sizeof *p);
// CHECK: :[[#@LINE-1]]:9: error: alloca in a coroutine: its memory is gone after the next suspension [csp-alloca]
// CHECK-NEXT: |         __builtin_alloca(sizeof *p);{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:9: note: use an array of fixed size, or malloc and free
// CHECK-NEXT: |         __builtin_alloca(sizeof *p);{{$}}
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
