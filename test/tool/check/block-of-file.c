// RUN: %not %cspcc -fblocks -fsyntax-only %s 2>&1 | %check
// A block (^) at file scope cannot suspend either; what it does not evaluate
// is no matter.
#include <csp.h>

static int one(int n)
{
    yield();
    return n;
}

static int (^quiet)(int) = ^(int n) {
  return (int)sizeof(one(n));
};
static int (^twice)(int) = ^(int n) {
  return 2 * one(n);
  // CHECK: :[[#@LINE-1]]:14: error: a block (^) cannot suspend [csp-closure]
};
static void (^wait)(void) = ^{
  yield();
  // CHECK: :[[#@LINE-1]]:3: error: a block (^) cannot suspend [csp-closure]
};

int main(void)
{
    wait();
    return twice(1) + quiet(1);
}
// CHECK: {{^}}2 errors generated.
