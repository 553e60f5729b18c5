// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// The rules for go hold in functions that are no coroutines, too.
#include <csp.h>

void log_line(int level);

void start(void)
{
    go log_line(3);
// CHECK: :[[#@LINE-1]]:8: error: go needs a coroutine, 'log_line' is a plain function [csp-go-plain]
// CHECK-NEXT: |     go log_line(3);{{$}}
// CHECK-NEXT: {{^}}      |        ^~~~~~~~{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:8: note: call it in a static function, and start that one
// CHECK-NEXT: |     go log_line(3);{{$}}
// CHECK-NEXT: {{^}}      |        ^~~~~~~~{{$}}
}
// CHECK: {{^}}1 error generated.
