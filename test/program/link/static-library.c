// RUN: rm -rf %t.dir && mkdir -p %t.dir
// RUN: %cspcc -O2 -c %S/Inputs/shared-half.c -o %t.dir/half.o
// RUN: %ar rcs %t.dir/libhalf.a %t.dir/half.o
// RUN: %cspcc -O2 -Wall -Wextra -Werror %s -L%t.dir -lhalf -o %t.dir/program
// RUN: %t.dir/program | %check
// REQUIRES: plain
// Coroutines in a static library are linked, called and started.
#include "Inputs/shared.h"
#include <stdio.h>

int main(void)
{
    chan(struct job) jobs = chan_make(struct job, 0);
    shared_channel = chan_make(int, 0);
    go shared_serve(jobs, shared_twice);
    chan_send(jobs, {4, chan_retain(shared_channel)});
    // CHECK: 8 12
    printf("%d ", chan_get(shared_channel));
    printf("%d\n", shared_twice(6));
    chan_release(shared_channel);
    return 0;
}
