// RUN: %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// RUN: %not %cspcc -Werror=csp-thread-local -fsyntax-only %s
// RUN: %cspcc -Werror -Wno-csp-thread-local -fsyntax-only %s
// The address of thread-local storage, kept over a suspension or given to
// another task; what is taken again, or not used after, is no fault.
#include <csp.h>
#include <errno.h>

static _Thread_local int counter, list[4];
static int common;

static int keeps(int *p, chan(int) c)
{
    chan_send(c, 1);
    return *p;
}

static int uses(int *p, chan(int) c)
{
    chan_send(c, *p);
    return 1;
}

static void holds(chan(int) c)
{
    int *p = &counter, *e = &errno, *q = &common, *again = list;
    *again = *p + *e + *q;
    chan_send(c, 1);
    *p = 2;
// CHECK: :[[#@LINE-1]]:6: warning: 'p' still holds the address of thread-local 'counter' from before a suspension [-Wcsp-thread-local]
// CHECK-NEXT: |     *p = 2;{{$}}
// CHECK-NEXT: {{^}}      |      ^{{$}}
// CHECK-NEXT: :[[#@LINE-5]]:5: note: after it the task may be on another thread
// CHECK-NEXT: |     chan_send(c, 1);{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
// CHECK-NEXT: note: the address is taken here; take it again
    *q = *e;
// CHECK: :[[#@LINE-1]]:11: warning: 'e' still holds the address of thread-local 'errno' from before a suspension [-Wcsp-thread-local]
    again = list;
    again[1] = 3;
    p = q;
    chan_send(c, *p);
    *p = 4;
}

int main(void)
{
    chan(int) c = chan_make(int, 9);
    holds(c);
    uses(&counter, c);
    keeps(list + 1, c);
// CHECK: :[[#@LINE-1]]:11: warning: coroutine 'keeps' keeps the address of thread-local 'list' over a suspension [-Wcsp-thread-local]
// CHECK: :[[#@LINE-41]]:23: note: in 'p', when the task may be on another thread
    go uses(&counter, c);
// CHECK: :[[#@LINE-1]]:14: warning: another task, perhaps on another thread, gets the address of this thread's 'counter' [-Wcsp-thread-local]
// CHECK: note: pass its value, or the address of a variable of all threads
    chan_recv(c, NULL);
    return 0;
}
// CHECK: {{^}}4 warnings generated.
