// RUN: %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A call that blocks three plain functions down: the path, by the shortest way.
// What blocks nobody but an ordinary thread is no fault.
#include <csp.h>
#include <unistd.h>

static void three(void)
{
    usleep(10);
}

static void two(int n)
{
    if (n) two(n - 1);
    three();
}

static int one(int n)
{
    two(n);
    return 1;
}

static int plain(void) // called by no coroutine
{
    return one(3);
}

static void f(chan(int) c)
{
    chan_send(c, one(2));
// CHECK: :[[#@LINE-1]]:18: warning: 'one' blocks the thread, with all coroutines that it runs, in 'usleep' [-Wcsp-blocking]
// CHECK: :[[#@LINE-13]]:5: note: 'one' calls 'two' here
// CHECK-NEXT: |     two(n);{{$}}
// CHECK-NEXT: {{^}}      |     ^~~~~~{{$}}
// CHECK-NEXT: :[[#@LINE-21]]:5: note: 'two' calls 'three' here
// CHECK-NEXT: |     three();{{$}}
// CHECK-NEXT: {{^}}      |     ^~~~~~~{{$}}
// CHECK-NEXT: :[[#@LINE-30]]:5: note: 'three' calls 'usleep' here
// CHECK-NEXT: |     usleep(10);{{$}}
// CHECK-NEXT: {{^}}      |     ^~~~~~~~~~{{$}}
// CHECK-NEXT: :[[#@LINE-11]]:18: note: run it in a blocking statement
}

int main(void)
{
    int (*volatile later)(void) = plain;
    chan(int) c = chan_make(int, 1);
    f(c);
    chan_recv(c, NULL);
    return !later;
}
// CHECK: {{^}}1 warning generated.
