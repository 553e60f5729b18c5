// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// The operands of what is started are evaluated now; those of an operation
// would not be, unless they are copied.
#include <csp.h>

static chan(int) shared;

static void start(int *from)
{
    go chan_send(shared, 1);
    // CHECK: :[[#@LINE-1]]:5: error: this operation would read its operands when the task runs [csp-go]
    // CHECK: :[[#@LINE-2]]:5: note: start a block, which copies the locals that it uses: go { ... }
    go csp_sleep(*from);
    // CHECK: :[[#@LINE-1]]:8: error: this operation would
    go csp_sleep(csp_now());
    // CHECK: :[[#@LINE-1]]:8: error: this operation would
}

int main(void)
{
    int n = 0;
    start(&n);
    yield();
    return 0;
}
// CHECK: {{^}}3 errors generated.
