// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// What other files find a coroutine by is a symbol of the object file, which
// the user may not have too. A static coroutine has none.
#include <csp.h>

static int f__co = 3, g__co = 4;
// CHECK: :[[#@LINE-1]]:1: error: 'f__co' is the symbol by which other files find coroutine 'f' [csp-name]
// CHECK: :[[#@LINE-2]]:1: note: call it otherwise, or make the coroutine static
int h__co(void);
// CHECK: :[[#@LINE-1]]:1: error: 'h__co' is the symbol by which other files find coroutine 'h' [csp-name]

coroutine int f(int n);
coroutine int h(void);
coroutine int f(int n)
{
    yield();
    return n + f__co;
}

static int g(int n)
{
    int h__co = n; // a local is none
    yield();
    return h__co + g__co;
}

int main(void)
{
    return f(1) + g(1) + h();
}
// CHECK: {{^}}2 errors generated.
