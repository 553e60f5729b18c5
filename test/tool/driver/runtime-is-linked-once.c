// RUN: %cspcc -DLIBRARY -fPIC -shared %s -o %t.so
// RUN: nm -g --defined-only %t.so | %check --check-prefix=SO
// RUN: %cspcc %s %t.so -o %t && %t
// RUN: %cspcc -### %s -nostdlib -o %t 2>&1 | %check --check-prefix=NO
// RUN: %cspcc -### %s -r -o %t 2>&1 | %check --check-prefix=NO
// RUN: %cspcc -### %s -nostartfiles -o %t 2>&1 | %check --check-prefix=YES
// A shared library uses the runtime of the program that loads it.
// SO-NOT: csp_rt_
// SO: T wait_a_little
// SO-NOT: csp_rt_
// NO-NOT: libcsprt
// YES: libcsprt.a"
#include <csp.h>
coroutine void wait_a_little(void);

#ifdef LIBRARY
coroutine void wait_a_little(void)
{
    yield();
}
#else
int main(void)
{
    wait_a_little();
    return 0;
}
#endif
