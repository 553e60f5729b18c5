// RUN: %cspcc -O0 -g %s -o %t && gdb -batch -nx -ex 'break main' -ex 'break worker' -ex 'break worker__step' -ex 'break give' -ex 'info breakpoints' %t < /dev/null 2>&1 | %check
// RUN: env CSPCC_CC=%gcc %cspcc -O2 -g %s -o %t && gdb -batch -nx -ex 'break main' -ex 'break worker' -ex 'break worker__step' -ex 'break give' -ex 'info breakpoints' %t < /dev/null 2>&1 | %check
// RUN: nm -C %t | %FileCheck %s --check-prefix=SYMBOL
// REQUIRES: plain, gdb, gcc
// A debugger stops in a coroutine, static or not, by the name that it has in
// the source, and profilers, which go by symbols, call it so.
#include <csp.h>

static coroutine void worker(chan(int) c)
{
    chan_send(c, 1);
}

coroutine int give(chan(int) c)
{
    int v = 0;
    chan_recv(c, &v);
    return v;
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    go worker(c);
    return give(c) - 1;
}
// CHECK-DAG: y {{.*}}in main at {{.*}}csp_abi.h
// CHECK-DAG: y {{.*}}in main__step at {{.*}}debugger-finds-by-name.c
// CHECK-DAG: 2 breakpoint keep y {{.*}}in worker__step at {{.*}}debugger-finds-by-name.c
// CHECK-DAG: 3 breakpoint keep y {{.*}}in worker__step at {{.*}}debugger-finds-by-name.c
// CHECK-DAG: y {{.*}}in give at {{.*}}csp_abi.h
// CHECK-DAG: y {{.*}}in give__step at {{.*}}debugger-finds-by-name.c
// SYMBOL-NOT: worker__step
// SYMBOL: {{ t worker(\(\))?$}}
// SYMBOL-NOT: worker__step
