// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A coroutine cannot use setjmp.
#include <csp.h>

#include <setjmp.h>
static jmp_buf start;

static int f(void)
// CHECK: :[[#@LINE-1]]:12: error: coroutine 'f' uses setjmp or its like: there is no stack to come back to [csp-setjmp]
// CHECK-NEXT: | static int f(void){{$}}
// CHECK-NEXT: {{^}}      |            ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:12: note: move that into a plain function that does not suspend
// CHECK-NEXT: | static int f(void){{$}}
// CHECK-NEXT: {{^}}      |            ^{{$}}
{
    if (setjmp(start)) return 1;
    yield();
    return 0;
}

int main(void)
{
    return f();
}
// CHECK: {{^}}1 error generated.
