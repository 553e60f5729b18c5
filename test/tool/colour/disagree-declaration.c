// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A declaration without the word beside one that has it is an error at each
// place that lacks it.
#include <csp.h>

int take(chan(int) c);
// CHECK: :[[#@LINE-1]]:1: error: this declaration of 'take' lacks 'coroutine', another has it [csp-disagree]
// CHECK-NEXT: | int take(chan(int) c);{{$}}
// CHECK-NEXT: {{^}}      | ^~~{{$}}
// CHECK-NEXT: {{^}}      | coroutine{{ $}}
// CHECK-NEXT: :[[#@LINE+4]]:1: note: it is declared 'coroutine' here
// CHECK-NEXT: | coroutine int take(chan(int) c){{$}}
// CHECK-NEXT: {{^}}      | ^{{$}}

coroutine int take(chan(int) c)
{
    return chan_get(c);
}
// CHECK: {{^}}1 error generated.
