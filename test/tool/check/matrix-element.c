// RUN: %not %cspcc -fenable-matrix -fsyntax-only %s 2>&1 | %FileCheck %s
// RUN: %not %cspcc -fenable-matrix -DCHANNEL -c %s -o %t.o 2>&1 | %FileCheck --check-prefix=CHANNEL %s
// An element of clang's matrix has no address to keep over a suspension; and a
// chan of matrices no name for its element.
#include <csp.h>
typedef float matrix __attribute__((matrix_type(2, 2)));

static float element(chan(int) c, matrix m)
{
#ifndef CHANNEL
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: error: an operand of a matrix's element cannot suspend [csp-operand]
    m[chan_get(c)][1] = 2;
    // CHECK: note: evaluate the operand into a variable first
#endif
    int at = chan_get(c);
    return m[at][1];
}
int main(void)
{
    matrix m;
    m[0][1] = 1;
    chan(int) c = chan_make(int, 1);
    chan_send(c, 0);
#ifdef CHANNEL
    // CHANNEL: error: 'float {{.*}}matrix_type{{.*}}' has lost its typedef, as in a chan of it: put the matrix into a struct [csp-type]
    chan(matrix) d = chan_make(matrix, 1);
    chan_send(d, m);
#endif
    return (int)element(c, m);
}
