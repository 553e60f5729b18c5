// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A type declared in a coroutine moves to file scope under the function's name,
// because the frame may need it; its mentions follow.
#include <csp.h>

static int work(void)
{
    struct pair { int a, b; } p = {1, 2};
    enum shade { DARK, LIGHT };
    typedef struct pair twin;
    twin q = p;
    yield();
    return q.b + p.a + LIGHT;
}

int main(void)
{
    return work();
}
// CHECK: struct work__pair { int a, b; };
// CHECK-NEXT: enum work__shade { work__shade__DARK, work__shade__LIGHT };
// CHECK-NEXT: typedef struct work__pair work__twin;
// CHECK: struct work__frame {
// CHECK: struct work__pair p;
// CHECK-NEXT: work__twin q;
// CHECK: f->p = (struct work__pair){1, 2};
// CHECK: f->csp_ret = f->q.b + f->p.a + work__shade__LIGHT;
