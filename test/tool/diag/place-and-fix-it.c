// RUN: %not %cspcc -c %s -o %t.o 2>&1 | %check --strict-whitespace --match-full-lines
// An error of cspcc's own has clang's form: place, line, caret, fix-it.
#include <csp.h>

void outside(void)
{
	yield();
}
// CHECK:{{.*}}place-and-fix-it.c:5:6: error: {{.*}} [csp-undeclared]
// CHECK-NEXT:    5 | void outside(void)
// CHECK-NEXT:      |      ^~~~~~~
// CHECK-NEXT:      | coroutine 
// CHECK-NEXT:{{.*}}place-and-fix-it.c:7:2: note: {{.*}}
// CHECK-NEXT:    7 |         yield();
// CHECK-NEXT:      |         ^
// CHECK-NEXT:1 error generated.
