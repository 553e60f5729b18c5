// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// A tail call saves stack, which a coroutine has none of.
#include <csp.h>

static int id(int x)
{
    yield();
    return x;
}

static int same(int x)
{
    __attribute__((musttail)) return id(x);
    // CHECK: :[[#@LINE-1]]:5: error: a coroutine makes no tail calls: it has no stack to save [csp-musttail]
    // CHECK: :[[#@LINE-2]]:5: note: leave the attribute out
}

int main(void)
{
    return same(0);
}
// CHECK: {{^}}1 error generated.
