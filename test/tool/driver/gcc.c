// RUN: env CSPCC_CC=%gcc %cspcc -Wall -Wextra -Werror -O2 %s -o %t && %t
// RUN: %cspcc --cc %gcc -### -c %s 2>&1 | %check
// REQUIRES: gcc
// gcc can be the C compiler for all steps, under all its warnings.
// CHECK: gcc{{.*}} "-fsyntax-only"
// CHECK: gcc{{.*}} "-E"
// CHECK: gcc{{.*}} "-x" "cpp-output"
#define _GNU_SOURCE
#include <csp.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_int count;

int main(void)
{
    yield();
    atomic_fetch_add(&count, 1);
    return abs(atomic_load(&count) - 1);
}
