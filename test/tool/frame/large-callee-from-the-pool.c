// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A callee with a large frame gets it from the pool, so that callers stay
// small.
#include <csp.h>

static void use(char *p) { *p = 0; }
static void large(void)
{
    char block[4096];
    use(block), yield(), use(block);
}

int main(void)
{
    large();
    return 0;
}
// CHECK: struct main__frame {
// CHECK-NOT: struct large__frame
// CHECK: struct csp_frame *csp_callee;
// CHECK: csp_rt_frame_alloc(csp_worker, &large__co, &f->csp);
// CHECK: csp_rt_frame_free(csp_worker, &large__co, f->csp_callee);
