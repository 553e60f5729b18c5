// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// The pointer to the frame is f, or fr or frame where the function uses that
// name itself.
#include <csp.h>

static int one(int f) { yield(); return f; }
static int two(int f) { int fr = f; yield(); return fr; }
static int none(int n) { yield(); return n; }

int main(void)
{
    return one(1) + two(2) + none(3);
}
// CHECK: struct one__frame *fr = (struct one__frame *)csp_frame;
// CHECK: int f = fr->f;
// CHECK: struct two__frame *frame = (struct two__frame *)csp_frame;
// CHECK: struct none__frame *f = (struct none__frame *)csp_frame;
