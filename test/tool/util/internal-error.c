// RUN: %clang -I%source_dir/tool %s %source_dir/tool/base/arena.c -D_GNU_SOURCE -o %t
// RUN: bash -c '%t; echo status $?' 2>&1 | %check
// A fault of the tool names its own source line, and the status is 70.
#include "base/base.h"

int main(void)
{
    die("%s", "of no use");
    // CHECK: cspcc: internal error: {{.*}}internal-error.c:[[@LINE-1]]: of no use
    // CHECK-NEXT: status 70
}
