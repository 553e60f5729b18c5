// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// A variadic coroutine is called, not started: a task has no room for arguments
// without names; nor has a block that runs on its own, for va_start.
#include <csp.h>
#include <stdarg.h>

coroutine void log_all(int n, ...);

int main(void)
{
    go log_all(1, 2);
    // CHECK: :[[#@LINE-1]]:8: error: a task cannot be started as a variadic coroutine [csp-variadic]
    // CHECK: :[[#@LINE-2]]:8: note: call it in a block: go { ... }
    task_drop(spawn(log_all(1, 2)));
    // CHECK: :[[#@LINE-1]]:21: error: a task cannot be started as a variadic coroutine [csp-variadic]
}

coroutine void log_all(int n, ...)
{
    va_list list;
    yield();
    go {
        va_start(list, n);
        // CHECK: :[[#@LINE-1]]:9: error: a block that runs on its own has no arguments for va_start [csp-variadic]
        // CHECK: :[[#@LINE-2]]:9: note: read them before, into variables
    }
}
// CHECK: {{^}}3 errors generated.
