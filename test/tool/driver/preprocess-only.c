// RUN: %cspcc -E %s | %check
// -E is plain preprocessing: the forms come out as what they are to others.
#include <csp.h>
// CHECK-NOT: csp_rt_
void f(chan(int) c);
// CHECK: void f(__typeof__(__typeof__(int)(*)[]) c);
