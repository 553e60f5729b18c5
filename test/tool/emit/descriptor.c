// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A descriptor tells the step, the sizes, the place, each suspension with its
// line, and each variable of the frame.
#include <csp.h>

static int work(chan(int) jobs, int n)
{
    char name[4] = "abc";
    chan_send(jobs, n);
    return name[0] + chan_get(jobs);
}

int main(void)
{
    return work(0, 1);
}
// CHECK: static const struct csp_point work__points[] = {
// CHECK-NEXT: {[[#@LINE-9]], CSP_POINT_SEND, "jobs"},
// CHECK-NEXT: {[[#@LINE-9]], CSP_POINT_RECV, "jobs"},
// CHECK-NEXT: };
// CHECK-NEXT: static const struct csp_field work__fields[] = {
// CHECK-NEXT: {"jobs", "chan(int)\0h *",
// CHECK-NEXT: __builtin_offsetof(struct work__frame, jobs),
// CHECK: {"n", "int\0i *",
// CHECK: {"name", "char [4]\0[4+1]c *",
// CHECK: };
// CHECK-NEXT: static const struct csp_descriptor work__co = {
// CHECK-NEXT: work__step, 0,
// CHECK-NEXT: sizeof(struct work__frame), _Alignof(struct work__frame),
// CHECK-NEXT: CSP_COROUTINE_SHAPES | 2 * CSP_COROUTINE_PARAMETER, [[#@LINE-24]],
// CHECK-NEXT: "work", "{{.*}}descriptor.c", 2, 3,
// CHECK-NEXT: work__points, work__fields,
