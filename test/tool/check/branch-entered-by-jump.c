// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// No goto leads into a block that runs as a task of its own.
#include <csp.h>

static void plain(void)
{
    goto in;
    // CHECK: [[#@LINE-1]]:5: error: a block that runs on its own cannot be entered by a jump [csp-branch]
    // CHECK: [[#@LINE-2]]:5: note: set a variable, and test it in the block
    go {
    in:;
    }
}

int main(void)
{
    plain();
    goto branch;
    // CHECK: [[#@LINE-1]]:5: error: {{.*}} entered by a jump [csp-branch]
    par {
        yield();
    branch:
        yield();
    }
    goto out;
out:
    return 0;
}
// CHECK: {{^}}2 errors generated.
