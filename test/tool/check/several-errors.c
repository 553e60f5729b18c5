// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// Several errors are reported at once, in the order of the source.
#include <csp.h>

int main(void)
{
    go {
// CHECK: :[[#@LINE-1]]:5: error: go starts a call, not a block, as yet [csp-go-block]
// CHECK-NEXT: |     go {{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:5: note: put the statements into a static function, and start that one
// CHECK-NEXT: |     go {{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
        (void)0;
    }
    int *p = __builtin_alloca(4);
// CHECK: :[[#@LINE-1]]:14: error: alloca in a coroutine: its memory is gone after the next suspension [csp-alloca]
// CHECK-NEXT: |     int *p = __builtin_alloca(4);{{$}}
// CHECK-NEXT: {{^}}      |              ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:14: note: use an array of fixed size, or malloc and free
// CHECK-NEXT: |     int *p = __builtin_alloca(4);{{$}}
// CHECK-NEXT: {{^}}      |              ^{{$}}
    *p = 0;
    yield();
    return *p;
}
// CHECK: {{^}}2 errors generated.
