// RUN: %cspcc --dump=colour %s | %check
// A function is a coroutine because it says so, because of an operation, of a
// callee, of a select, of a blocking statement, of a call through a pointer, or
// because go starts it.
#include <csp.h>

typedef coroutine void handler(void);
coroutine void said(void) {}
static void operates(void) { yield(); }
static void calls(void) { operates(); }
static void selects(void) { select { default: break; } }
static void blocks(void) { blocking (void)0; }
static void points(handler *h) { h(); }
static void started(int n) { (void)n; }
static void plain(int n) { (void)n; }
static void starts(void) { go started(1); }

int main(void)
{
    calls(), selects(), blocks(), points(said), plain(2), starts();
}
// CHECK-NOT: csp_rt_
// CHECK: said: coroutine, 0 suspensions, declared
// CHECK-NEXT: operates: coroutine, 1 suspension, because of yield in line [[#@LINE-15]]
// CHECK-NEXT: calls: coroutine, 1 suspension, because of operates in line [[#@LINE-15]]
// CHECK-NEXT: selects: coroutine, 1 suspension, because of a select in line [[#@LINE-15]]
// CHECK-NEXT: blocks: coroutine, 2 suspensions, because of a blocking statement in line [[#@LINE-15]]
// CHECK-NEXT: points: coroutine, 1 suspension, because of a call through a pointer in line [[#@LINE-15]]
// CHECK-NEXT: started: coroutine, 0 suspensions
// CHECK-NEXT: plain: plain
// CHECK-NEXT: starts: plain
// CHECK-NEXT: main: coroutine, 4 suspensions, because of calls
