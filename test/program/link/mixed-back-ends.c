// RUN: env CSPCC_CC=%gcc %cspcc -O2 -c %S/Inputs/shared-half.c -o %t.gcc.o
// RUN: %cspcc -O2 -c %s -o %t.clang.o
// RUN: %cspcc %t.gcc.o %t.clang.o -o %t
// RUN: %t | %check
// REQUIRES: plain, gcc
// Objects made with gcc and with clang behind cspcc link into one program.
#include "Inputs/shared.h"
#include <stdio.h>

int main(void)
{
    struct job job = shared_wrap((struct job){1, NULL}, 5);
    // CHECK: 6 8 -14
    printf("%d %d %d\n", job.n, shared_twice(4), shared_table[1](7));
    return 0;
}
