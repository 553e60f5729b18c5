// RUN: %cspcc -g -S %s -o - | grep gdb_scripts
// RUN: %cspcc -ggdb3 -S %s -o - | grep gdb_scripts
// RUN: %cspcc -gdwarf-5 -S %s -o - | grep gdb_scripts
// RUN: %cspcc -g -g0 -S %s -o %t
// RUN: not grep gdb_scripts %t
// RUN: %cspcc -gz -gcolumn-info -S %s -o - > %t
// RUN: not grep gdb_scripts %t
// A program names gdb's extension only where debug information is asked for,
// and not for every option that begins with -g.
#include <csp.h>

int main(void)
{
    yield();
    return 0;
}
