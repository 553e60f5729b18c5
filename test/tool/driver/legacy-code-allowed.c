// RUN: %cspcc -Wno-implicit-function-declaration -Wno-int-conversion -c %s -o %t.o
// What -Wno-... lets pass in the source passes in the generated code too.
#include <csp.h>

int main(void)
{
    int *p = 3;
    yield();
    return unknown(p);
}
