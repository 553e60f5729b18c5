// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// An array of variable length whose scope suspends is refused.
#include <csp.h>

static int f(int n)
{
    int list[n];
// CHECK: :[[#@LINE-1]]:9: error: 'list' has a type of variable length, and the coroutine suspends in its scope [csp-vla]
// CHECK-NEXT: |     int list[n];{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:9: note: use malloc and free, or a block that does not suspend
// CHECK-NEXT: |     int list[n];{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
    list[0] = n;
    yield();
    return list[0];
}

int main(void)
{
    return f(1);
}
// CHECK: {{^}}1 error generated.
