// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// Some attributes no function of ours can have.
#include <csp.h>

__attribute__((target_clones("avx2", "default"))) static int f(int x)
// CHECK: :[[#@LINE-1]]:16: error: a coroutine cannot be 'target_clones': its code is in a function of ours [csp-attribute]
// CHECK: :[[#@LINE-2]]:16: note: put what needs it into a plain function that does not suspend
{
    yield();
    return x;
}

int main(void)
{
    return f(0);
}
// CHECK: {{^}}1 error generated.
