// RUN: cd %S && %cspcc --emit=why why.c | %FileCheck --strict-whitespace %s
// Why a function is a coroutine, by the fewest calls, and why it is none.
#include <csp.h>

coroutine int outside(int);

static void far(chan(int) c)
{
    chan_send(c, 1);
}

static void between(chan(int) c)
{
    far(c);
    csp_sleep(1);
}

static int top(chan(int) c)
{
    between(c);
    far(c);
    return outside(1);
}

coroutine int declared(int n)
{
    return sizeof(outside(n)) > 1;
}

void starts(chan(int) c)
{
    go far(c);
}

int plain(void)
{
    return 1;
}

static int away(void)
{
    return outside(2);
}

int main(void)
{
    return away();
}
//      CHECK:far is a coroutine:
// CHECK-NEXT:    why.c:9: far waits in chan_send: chan_send(c, 1);
//      CHECK:between is a coroutine:
// CHECK-NEXT:    why.c:15: between waits in csp_sleep: csp_sleep(1);
//      CHECK:top is a coroutine:
// CHECK-NEXT:    why.c:20: top calls between: between(c);
// CHECK-NEXT:    why.c:15: between waits in csp_sleep: csp_sleep(1);
//      CHECK:declared is a coroutine, and declared one:
// CHECK-NEXT:    why.c:25: declared is declared a coroutine: coroutine int declared(int n)
//      CHECK:starts is a plain function: it starts tasks, which does not wait
//      CHECK:plain is a plain function: it waits nowhere, and calls no coroutine
//      CHECK:away is a coroutine:
// CHECK-NEXT:    why.c:42: away calls outside: return outside(2);
// CHECK-NEXT:    why.c:5: outside is declared a coroutine: coroutine int outside(int);
