// RUN: %not %clang -Werror=incompatible-pointer-types -I%include -fsyntax-only %s 2>&1 | %check
// RUN: %not %gcc -Werror -I%include -fsyntax-only %s 2>&1 | %check --check-prefix=GCC
// RUN: %not %cspcc -c %s -o %t.o 2>&1 | %check --check-prefix=OURS
// REQUIRES: plain, gcc
// A value, a target or a channel of the wrong element type is an error.
#include <csp.h>

struct point { int x, y; };

static void take(chan(int) c)
{
    chan_get(c);
}

int main(void)
{
    chan(int) c = chan_make(int, 1);
    chan(struct point) d = chan_make(struct point, 1);
    long wide;
    chan_send(c, "text");
    // CHECK: [[@LINE-1]]:18: error: incompatible pointer to integer conversion
    // OURS: [[@LINE-2]]:18: error: chan_send wants an 'int' for its value, and got a 'char *'
    // GCC: [[@LINE-3]]:5: error: cannot initialize array of 'int' from a string
    chan_send(c, (struct point){1, 2});
    // CHECK: [[@LINE-1]]:18: error: initializing {{.*}}'int'{{.*}} with an expression of incompatible type
    // OURS: [[@LINE-2]]:18: error: chan_send wants an 'int' for its value, and got a 'struct point'
    // GCC: [[@LINE-3]]:18: error: incompatible types when initializing type 'int'
    chan_recv(c, &wide);
    // CHECK: [[@LINE-1]]:18: error: controlling expression type 'long *' not compatible
    // OURS: [[@LINE-2]]:18: error: chan_recv wants an 'int *' for its value, and got a 'long *'
    // GCC: [[@LINE-3]]:5: error: '_Generic' selector of type 'long int *' is not
    take(d);
    // CHECK: [[@LINE-1]]:10: error: incompatible pointer types passing
    // OURS: [[@LINE-2]]:10: error: incompatible pointer types passing 'chan(struct point)'
    // GCC: [[@LINE-3]]:10: error: passing argument 1 of 'take' from incompatible pointer type
    c = chan_make(long, 1);
    // CHECK: [[@LINE-1]]:7: error: incompatible pointer types assigning
    // GCC: [[@LINE-2]]:7: error: assignment to
    struct point p = chan_get(c);
    // CHECK: [[@LINE-1]]:18: error: initializing 'struct point' with an expression of incompatible type
    // GCC: [[@LINE-2]]:22: error: invalid initializer
    return p.x;
}
