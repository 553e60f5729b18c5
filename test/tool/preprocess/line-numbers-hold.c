// RUN: %cspcc --dump=source %s > %t.i && %clang -Wall -x cpp-output -fsyntax-only %t.i 2>&1 | %check
// RUN: env CSPCC_CC=%gcc %cspcc --dump=source %s > %t.i && %clang -Wall -x cpp-output -fsyntax-only %t.i 2>&1 | %check
// REQUIRES: gcc
// Each line of the text has the number that it has in the source.
#include <csp.h>
#warning 1
/* A long comment.









   And its end. */
#if 0
left out

and left out
// with a comment
#endif



// and another one




#define X 1
#line 100 "other.c"
int x = X; // spacing




#line 34 "line-numbers-hold.c"
_Static_assert(__LINE__ == 34, "");
static int unused;
// CHECK: line-numbers-hold.c:35:12: warning: unused variable 'unused'
