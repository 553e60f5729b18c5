// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// Where an included file has a coroutine, or the end of a body, the output is
// not one to compile: its head says so.
#include <csp.h>
#include "Inputs/coroutine.h"

static int ends_elsewhere(int n)
#include "Inputs/body.h"
int main(void)
{
    return from_header(0) + ends_elsewhere(0);
}
// CHECK: // To be read, not compiled: 'from_header' and what else of an
// CHECK-NEXT: // included file is rewritten stands there, too.
// CHECK-NEXT: #include <csp_abi.h>
// CHECK: #include "Inputs/coroutine.h"
// CHECK-NOT: body.h
// CHECK: // a coroutine: see ends_elsewhere__step
// CHECK-NEXT: int main(void); // a coroutine
