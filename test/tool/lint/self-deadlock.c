// RUN: %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// RUN: %not %cspcc -Werror=csp-self-deadlock -fsyntax-only %s
// RUN: %cspcc -Werror -Wno-csp-self-deadlock -fsyntax-only %s
// A coroutine that sends to itself, with no buffer.
#include <csp.h>

static int both(void)
{
    chan(int) c = chan_make(int, 0);
    chan_send(c, 1);
// CHECK: :[[#@LINE-1]]:5: warning: this waits for ever: no other task has 'c', which has no buffer [-Wcsp-self-deadlock]
// CHECK-NEXT: |     chan_send(c, 1);{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
// CHECK-NEXT: :[[#@LINE-5]]:15: note: 'c' is made here, and stays in this file
// CHECK-NEXT: |     chan(int) c = chan_make(int, 0);{{$}}
// CHECK-NEXT: {{^}}      |               ^{{$}}
    return chan_get(c);
}

static int buffered(int n)
{
    chan(int) c = chan_make(int, 1), d = chan_make(int, n), e;
    chan_send(c, 1);
    chan_send(d, 1);
    e = chan_make(int, 0);
    par {
        chan_send(e, 2);
        n += chan_get(e);
    }
    return chan_get(c) + chan_get(d) + n;
}

int main(void)
{
    return both() + buffered(1);
}
// CHECK: {{^}}1 warning generated.
