// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// spawn needs a call of a coroutine or of a static function.
#include <csp.h>

int main(void)
{
    int n = 1;
    task(int) t = spawn(n + 1);
// CHECK: :[[#@LINE-1]]:25: error: spawn needs the call of a coroutine [csp-spawn]
// CHECK-NEXT: |     task(int) t = spawn(n + 1);{{$}}
// CHECK-NEXT: {{^}}      |                         ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:25: note: call it in a static function, and spawn that one
// CHECK-NEXT: |     task(int) t = spawn(n + 1);{{$}}
// CHECK-NEXT: {{^}}      |                         ^{{$}}
    return join(t);
}
// CHECK: {{^}}1 error generated.
