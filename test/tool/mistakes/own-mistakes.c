// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --implicit-check-not='expanded from'
// What is wrong with an operand in itself is the C compiler's to say: once, and
// without the macro round it.
#include <csp.h>
struct s { int a; };
#define SEND(c, v) chan_send(c, v)
int main(void)
{
    chan(int) c = NULL;
    struct s s = {1};
    chan_send(c, nothing); // CHECK: :[[#@LINE]]:18: error: use of undeclared identifier 'nothing'
    chan_recv(c, &s.b);    // CHECK: :[[#@LINE]]:21: error: no member named 'b' in 'struct s'
    chan_send(nochan, 1);  // CHECK: :[[#@LINE]]:15: error: use of undeclared identifier 'nochan'
    SEND(c, s);            // CHECK: :[[#@LINE]]:13: error: chan_send wants an 'int' for its value, and got a 'struct s'
    chan(long) l = c;      // CHECK: :[[#@LINE]]:16: error: incompatible pointer types initializing 'chan(long)' with an expression of type 'chan(int)'
    return chan_get(c) + s; // CHECK: :[[#@LINE]]:24: error: invalid operands to binary expression ('int' and 'struct s')
}
// CHECK: 6 errors generated.
