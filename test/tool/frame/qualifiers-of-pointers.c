// RUN: %cspcc --emit=c -w %s | %check
// RUN: %cspcc --emit=c -w %s | %clang -I%include -x c -Wall -Wextra -Werror=incompatible-pointer-types-discards-qualifiers -fsyntax-only -
// A pointer in a frame leads to what it led to: volatile and const stand where
// the source has them, through typedefs, typeof and struct names.
#include <csp.h>
struct s { int a; volatile int b[2]; };
typedef volatile int vi;
typedef volatile struct s vs;
coroutine int f(int);
static volatile struct s *where(volatile struct s *p) { return p; }
// CHECK-LABEL: struct all__frame {
// CHECK-DAG: {{^ +}}volatile struct s *p;
// CHECK-DAG: {{^ +}}vs *q;
// CHECK-DAG: {{^ +}}volatile int *volatile v;
// CHECK-DAG: {{^ +}}int *volatile w;
// CHECK-DAG: {{^ +}}vi *const volatile *t;
// CHECK-DAG: {{^ +}}const volatile struct s *k;
// CHECK-DAG: {{^ +}}const vi *u;
// CHECK-DAG: {{^ +}}int *volatile row[2]
// CHECK-DAG: {{^ +}}volatile _Atomic(int) *a;
// CHECK-DAG: {{^ +}}int (*volatile fn)(int);
// CHECK-DAG: {{^ +}}volatile struct s *csp_saved_
// CHECK-DAG: {{^ +}}volatile int *csp_saved_
// CHECK: {{^}}};
coroutine int all(volatile struct s *p, vs *q, volatile int *volatile v, int *volatile w,
        vi *const volatile *t, const volatile struct s *k, const vi *u,
        volatile _Atomic int *a, int (*volatile fn)(int))
{
    int *volatile row[2] = {0};
    __typeof__(k) k2 = k;
    where(p)->a += f(1);
    where(p)->b[f(0)] = f(2);
    f(p->a + q->a + *v + *w + **t + k->a + *u + *a + fn(1) + !row[0]);
    return p->a + q->a + *v + *w + **t + k->a + *u + *a + fn(1) + !row[1] + k2->a;
}
