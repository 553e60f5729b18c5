// RUN: %cspcc --dump=places %s | %check --strict-whitespace --match-full-lines
// RUN: env CSPCC_CC=%gcc %cspcc --dump=places %s | %check --strict-whitespace --match-full-lines
// REQUIRES: gcc
// Lines with no macro keep their comments and spacing.
#include <csp.h>
#define TWICE(x) ((x) + (x))
int   a ;  /* one */  int b; // two
// CHECK:{{.*}}:7:* int   a ;  /* one */  int b; // two
int c = TWICE(1);  // a macro
// CHECK-NEXT:{{.*}}:8:* // CHECK:{{.*}}:7:* int   a ;  /* one */  int b; // two
// CHECK:{{.*}}:9:  int c = ((1) + (1));
// CHECK-NEXT: int@1 c@5 =@7 (@9 (@15 1@15 )@9 +@9 (@15 1@15 )@9 )@9 ;@17
int d;
// CHECK:{{.*}}:13:* int d;
