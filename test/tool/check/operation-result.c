// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// A csp_operation has to tell by its result that it has failed.
#include <csp.h>

csp_operation unsigned f(chan(int) c)
{
    // CHECK: :[[#@LINE-2]]:24: error: csp_operation 'f' has no result that says that it has failed [csp-operation]
    // CHECK: :[[#@LINE-3]]:24: note: let it return a bool, a signed integer (failed: below 0) or a pointer
    return chan_recv(c, NULL);
}

static csp_operation void g(void)
{
    // CHECK: :[[#@LINE-2]]:27: error: csp_operation 'g' has no result
    yield();
}

csp_operation long h(void)
{
    return yield();
}

csp_operation int *i(int *p)
{
    g();
    return yield() == 0 ? p : NULL;
}
// CHECK: {{^}}2 errors generated.
