// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// RUN: env CSPCC_CC=%gcc %not %cspcc -fsyntax-only %s 2>&1 | %check
// REQUIRES: gcc
// What C takes for an operand and csp.h does not want.
#include <csp.h>
struct p { int x, y; };
static void g(chan(int) c, chan(struct p) ps, task(int) t, int *q, double d)
{
    chan_len(q);          // CHECK: :[[#@LINE]]:14: error: chan_len wants a channel, and got an 'int *' [csp-type]
    chan_cap(t);          // CHECK: :[[#@LINE]]:14: error: chan_cap wants a channel, and got a 'task(int)'
    chan_close(&c);       // CHECK: :[[#@LINE]]:16: error: chan_close wants a channel, and got a 'chan(int) *'
    chan_fail(c, d);      // CHECK: :[[#@LINE]]:18: error: chan_fail wants an integer, and got a 'double'
    chan_send(c);         // CHECK: :[[#@LINE]]:5: error: a value is missing: chan_send(c, v) [csp-form]
    chan_try_send(c, );   // CHECK: :[[#@LINE]]:5: error: a value is missing: chan_try_send(c, v)
    chan_send(ps, 1);     // CHECK: :[[#@LINE]]:19: error: chan_send wants a 'struct p' for its value, and got an 'int'
    // CHECK: note: the values of its members stand in braces
    chan_send(ps, {1});
    task_drop(q);         // CHECK: :[[#@LINE]]:15: error: task_drop wants a task, which spawn gives, and got an 'int *'
    csp_sleep(d);         // CHECK: :[[#@LINE]]:15: error: csp_sleep wants nanoseconds, an integer, and got a 'double'
    // CHECK: note: CSP_S, CSP_MS and CSP_US are the units, as in 1500 * CSP_MS
    chan_release(chan_make(int, d)); // CHECK: :[[#@LINE]]:33: error: chan_make wants an integer, and got a 'double'
    (void)choice_after(0.5f); // CHECK: :[[#@LINE]]:24: error: choice_after wants nanoseconds, an integer, and got a 'float'
    select {
    case_after(1.5): break; // CHECK: :[[#@LINE]]:16: error: case_after wants nanoseconds, an integer, and got a 'double'
    }
}
int main(void)
{
    go g(0, 0, 0, 0, 0);
}
// CHECK: 12 errors generated.
