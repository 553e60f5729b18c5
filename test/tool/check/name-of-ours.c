// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// The file's own csp_at is hidden in a coroutine, but not in plain functions.
#include <csp.h>

static int csp_at, csp_other;

static int plain(void)
{
    return csp_at++;
}

int main(void)
{
    yield();
    csp_other++;
    return csp_at + plain();
    // CHECK: :[[#@LINE-1]]:12: error: 'csp_at' is what a coroutine's own code calls something else [csp-name]
    // CHECK: :[[#@LINE-2]]:12: note: call it otherwise; names that begin with csp_ are taken
}
// CHECK: {{^}}1 error generated.
