// RUN: rm -rf %t.dir && mkdir -p %t.dir
// RUN: %cspcc -O2 -fPIC -shared %S/Inputs/shared-half.c -o %t.dir/libhalf.so
// RUN: %cspcc -O2 -Wall -Wextra -Werror %s -L%t.dir -lhalf -Wl,-rpath,%t.dir -o %t.dir/program
// RUN: %t.dir/program | %check
// REQUIRES: plain
// Coroutines in a shared library use the same runtime as the program.
#include "Inputs/shared.h"
#include <stdio.h>

int main(void)
{
    chan(struct job) jobs = chan_make(struct job, 0);
    shared_channel = chan_make(int, 0);
    go shared_serve(jobs, shared_table[1]);
    chan_send(jobs, {4, chan_retain(shared_channel)});
    // CHECK: -8 12
    printf("%d ", chan_get(shared_channel));
    printf("%d\n", shared_twice(6));
    chan_release(shared_channel);
    return 0;
}
