// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --implicit-check-not=typeof
// RUN: env CSPCC_CC=%gcc %not %cspcc -fsyntax-only %s 2>&1 | %check --implicit-check-not=typeof
// REQUIRES: gcc
// Types that no channel can carry, and a struct that has no name.
#include <csp.h>
struct later;
extern chan(void) a;     // CHECK: :[[#@LINE]]:13: error: chan(void): 'void' has no values to carry [csp-type]
extern chan(int[]) b;    // CHECK: :[[#@LINE]]:13: error: chan(int[]): an array cannot be carried: put it into a struct
extern chan(struct later) c; // CHECK: :[[#@LINE]]:13: error: chan(struct later): this type is not complete here: define it before, or carry a pointer to it
extern chan(int(int)) d; // CHECK: :[[#@LINE]]:13: error: chan(int(int)): a function cannot be carried: a pointer to it can
extern chan(struct { int x, y; }) e;
// CHECK: :[[#@LINE-1]]:13: error: each mention of a struct without a name is another type to C, and so is each chan(...) of one
// CHECK: note: name the struct first, as in struct pair { int x, y; }; then write chan(struct pair)
void f(void)
{
    chan(struct { int x; }) g = NULL;
    g = chan_make(struct { int x; }, 1);
    // CHECK: :[[#@LINE-1]]:19: error: each mention of a struct without a name is another type to C
}
// CHECK: 6 errors generated.
