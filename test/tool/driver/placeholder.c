// RUN: %not %cspcc -c -o %t.o %s 2>&1 | %FileCheck %s
// RUN: %not %cspcc -std=gnu99 -c -o %t.o %s 2>&1 | %FileCheck %s
// What an editor has left to be filled in is an error, as it is to clang.
#include <csp.h>

int main(void)
{
    chan(int) ends = chan_make(int, 1);
    // CHECK: placeholder.c:[[#@LINE+1]]:21: error: editor placeholder in source
    chan_send(ends, <#value#>);
    return 0;
}
