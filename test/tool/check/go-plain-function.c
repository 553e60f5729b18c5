// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// go needs a coroutine; a function of another file that is not declared one has
// no step to start.
#include <csp.h>

void log_line(int level);

int main(void)
{
    go log_line(3);
// CHECK: :[[#@LINE-1]]:8: error: go needs a coroutine, 'log_line' is a plain function [csp-go-plain]
// CHECK-NEXT: |     go log_line(3);{{$}}
// CHECK-NEXT: {{^}}      |        ^~~~~~~~{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:8: note: call it in a static function, and start that one
// CHECK-NEXT: |     go log_line(3);{{$}}
// CHECK-NEXT: {{^}}      |        ^~~~~~~~{{$}}
    return 0;
}
// CHECK: {{^}}1 error generated.
