// RUN: %not %cspcc -ferror-limit=0 -fsyntax-only %s 2>&1 | %check --implicit-check-not=csp__ --implicit-check-not=expanded
// Operands that are missing or too many, and forgotten parentheses.
#include <csp.h>
static int f(int n) { yield(); return n; }
chan int a;              // CHECK: :[[#@LINE]]:1: error: chan is written 'chan(int)' [csp-form]
chan() b;                // CHECK: :[[#@LINE]]:1: error: chan wants 1 operand, and got 0
int main(void)
{
    chan(int) c = NULL;
    chan_make(int);      // CHECK: :[[#@LINE]]:5: error: chan_make wants 2 operands, and got 1; it is written 'chan_make(int, 1)' [csp-form]
    chan_make(int 1);    // CHECK: :[[#@LINE]]:5: error: chan_make wants 2 operands
    chan_make(, 1);      // CHECK: :[[#@LINE]]:5: error: an operand of chan_make is missing
    chan_make(1, int);   // CHECK: :[[#@LINE]]:5: error: chan_make cannot be understood here; it is written 'chan_make(int, 1)'
    chan_recv(c);        // CHECK: :[[#@LINE]]:5: error: chan_recv wants 2 or 3 operands, and got 1
    chan_get();          // CHECK: :[[#@LINE]]:5: error: chan_get wants 1 operand, and got 0
    chan_len(c, c);      // CHECK: :[[#@LINE]]:5: error: chan_len wants 1 operand, and got 2
    chan_send c, 1;      // CHECK: :[[#@LINE]]:5: error: chan_send is written 'chan_send(c, v)'
    chan_send(c, .x = 1); // CHECK: :[[#@LINE]]:18: error: a value with designators stands in braces, as in chan_send(c, {.x = 1})
    chan_send(c, 1, 2);  // CHECK: :[[#@LINE]]:21: warning: chan_send takes one value; this one is dropped [-Wexcess-initializers]
    yield;               // CHECK: :[[#@LINE]]:5: error: yield is written 'yield()'
    join();              // CHECK: :[[#@LINE]]:5: error: join wants 1 operand, and got 0
    task int t;          // CHECK: :[[#@LINE]]:5: error: task is written 'task(int)'
    int s = spawn f(1);  // CHECK: :[[#@LINE]]:13: error: spawn is written 'spawn(f(x))'
    return 0;
}
// CHECK: 1 warning and 15 errors generated.
