// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// go through a pointer needs the word on the pointer or its typedef.
#include <csp.h>

static void apply(void (*f)(void))
{
    go f();
// CHECK: :[[#@LINE-1]]:8: error: go through a pointer that is not declared 'coroutine' [csp-go-plain]
// CHECK-NEXT: |     go f();{{$}}
// CHECK-NEXT: {{^}}      |        ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:8: note: declare it so, or by a typedef: typedef coroutine void handler(int);
// CHECK-NEXT: |     go f();{{$}}
// CHECK-NEXT: {{^}}      |        ^{{$}}
}

int main(void)
{
    apply(0);
    return 0;
}
// CHECK: {{^}}1 error generated.
