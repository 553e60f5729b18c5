// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// So is a pointer to an array of variable length.
#include <csp.h>

static int f(int n, int *list)
{
    int (*rows)[n] = (void *)list;
// CHECK: :[[#@LINE-1]]:11: error: 'rows' has a type of variable length, and the coroutine suspends in its scope [csp-vla]
// CHECK-NEXT: |     int (*rows)[n] = (void *)list;{{$}}
// CHECK-NEXT: {{^}}      |           ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:11: note: use malloc and free, or a block that does not suspend
// CHECK-NEXT: |     int (*rows)[n] = (void *)list;{{$}}
// CHECK-NEXT: {{^}}      |           ^{{$}}
    yield();
    return rows[0][0];
}

int main(void)
{
    int list[1] = {0};
    return f(1, list);
}
// CHECK: {{^}}1 error generated.
