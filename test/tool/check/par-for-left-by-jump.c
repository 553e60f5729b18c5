// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// Only `continue` ends a turn of a par for; its own loops are its own.
#include <csp.h>

static void turns(void)
{
    par for (int i = 0; i < 3; i++) {
        for (;;) {
            if (i == 2) break;
            continue;
        }
        if (i == 2) continue;
        if (i == 1) break;
        // CHECK: [[#@LINE-1]]:{{.*}} error: a block that runs on its own cannot be left by a jump [csp-branch]
        // CHECK: note: set a variable, or let the block end
    }
}

int main(void)
{
    turns();
    par for (int i = 0; i < 3; i++)
        if (i == 0) return 1;
    // CHECK: [[#@LINE-1]]:{{.*}} error: a block that runs on its own cannot be left by a jump
}
// CHECK: 2 errors generated.
