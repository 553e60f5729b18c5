// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A parameter of variable length is refused in a coroutine.
#include <csp.h>

static int f(int n, int rows[][n])
// CHECK: :[[#@LINE-1]]:25: error: a parameter of variable length in a coroutine [csp-vla]
// CHECK-NEXT: | static int f(int n, int rows[][n]){{$}}
// CHECK-NEXT: {{^}}      |                         ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:25: note: pass a plain pointer and compute the index
// CHECK-NEXT: | static int f(int n, int rows[][n]){{$}}
// CHECK-NEXT: {{^}}      |                         ^{{$}}
{
    yield();
    return rows[0][0];
}

int main(void)
{
    int list[1][1] = {{0}};
    return f(1, list);
}
// CHECK: {{^}}1 error generated.
