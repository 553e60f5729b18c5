// RUN: %not %cspcc -fblocks -fsyntax-only %s 2>&1 | %check
// Blocks (^) belong to a stack: none in a coroutine, none that suspends; in a
// plain function, and as an argument, they are as ever.
#include <csp.h>

static int twice(int (^f)(int))
{
    yield();
    return f(f(1));
}

static int plain(int k)
{
    int (^add)(int) = ^(int x) {
      return x + k;
    };
    return add(1);
}

static int suspends(int k)
{
    int (^add)(int) = ^(int x) {
      yield();
      return x + k;
    };
    // CHECK: :[[#@LINE-4]]:23: error: a block (^) cannot suspend [csp-closure]
    return add(1);
}

int main(void)
{
    return twice(^(int x) { return x; }) + plain(1) + suspends(1);
    // CHECK: :[[#@LINE-1]]:18: error: a block (^) in coroutine 'main' would capture variables of a stack that is gone [csp-closure]
    // CHECK: :[[#@LINE-2]]:18: note: write a function, and give it what it needs
}
// CHECK: {{^}}2 errors generated.
