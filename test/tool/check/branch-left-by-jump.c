// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// A block that runs as a task of its own is not left by return, break, continue
// or a goto out of it.
#include <csp.h>

int main(void)
{
    for (int i = 0; i < 3; i++) {
        go { if (i) continue; }
        // CHECK: [[#@LINE-1]]:21: error: a block that runs on its own cannot be left by a jump [csp-branch]
        // CHECK: [[#@LINE-2]]:21: note: set a variable, or let the block end
        par {
            { if (i == 1) break; }
            // CHECK: [[#@LINE-1]]:27: error: {{.*}} [csp-branch]
            return 1;
            // CHECK: [[#@LINE-1]]:13: error: {{.*}} [csp-branch]
            { if (i == 2) goto out; }
            // CHECK: [[#@LINE-1]]:27: error: {{.*}} [csp-branch]
            for (;;) { if (i) break; goto in; in: yield(); }
            int here = 3;
            // CHECK: [[#@LINE-1]]:13: error: a declaration is no branch of a par [csp-par]
        }
    }
out:
    return 0;
}
// CHECK: {{^}}5 errors generated.
