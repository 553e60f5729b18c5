// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A value that wants more than the slots of C's conventions have is refused.
#include <csp.h>

struct wide {
    int a __attribute__((aligned(64)));
};
coroutine void log_all(int n, ...);

int main(void)
{
    struct wide wide = {1};
    log_all(1, 2, wide);
// CHECK: :[[#@LINE-1]]:19: error: a variadic coroutine cannot be given a value of type 'struct wide' [csp-variadic]
// CHECK-NEXT: |     log_all(1, 2, wide);{{$}}
// CHECK-NEXT: {{^}}      |                   ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:19: note: pass its address
    return 0;
}
// CHECK: {{^}}1 error generated.
