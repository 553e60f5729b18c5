// RUN: %cspcc --emit=c %s | %check
// A type without a name gets a tag where a declaration of ours needs one, not
// because a _Generic asks for it.
#include <csp.h>
// CHECK: {{^}}static struct { int a; } asked;
static struct { int a; } asked;
// CHECK: {{^}}static struct csp_unnamed_{{[0-9]}} { int b; } kept;
static struct { int b; } kept;

coroutine int work(void)
{
    __typeof__(kept) copy = kept;
    yield();
    return copy.b + _Generic(asked, int: 1, default: 2);
}
