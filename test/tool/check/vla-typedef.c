// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A typedef of variable length is refused in a coroutine.
#include <csp.h>

static size_t f(int n)
{
    typedef int row[n];
// CHECK: :[[#@LINE-1]]:5: error: a typedef of variable length in a coroutine [csp-vla]
// CHECK-NEXT: |     typedef int row[n];{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:5: note: use an array of fixed size, or malloc and free
// CHECK-NEXT: |     typedef int row[n];{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
    yield();
    return sizeof(row);
}

int main(void)
{
    return (int)f(1);
}
// CHECK: {{^}}1 error generated.
