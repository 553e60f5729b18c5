// RUN: %cspcc --emit=c %s -o %t.c && %check --input-file %t.c
// RUN: %clang -w -I%include -fsyntax-only %t.c
// What pragmas say of floating point holds for the step, as for its function:
// of the file by push and pop, of a block at its beginning.
#include <csp.h>

static double one(void)
{
    yield();
    return 1;
}

#pragma clang fp contract(off)
static double of_file(double a, double b)
{
    return a * b + one();
}
#pragma float_control(precise, off, push)
static double of_block(double a, double b)
{
#pragma clang fp contract(fast)
    double x = one();
    return a * b + x;
}
#pragma float_control(pop)

int main(void)
{
    return of_file(1, 2) + of_block(1, 2) != 6;
}
// CHECK: {{^}}#pragma float_control(push)
// CHECK: // a coroutine: see one__step
// CHECK: {{^}}#pragma float_control(pop)
// CHECK: {{^}}#pragma float_control(pop)
// CHECK: {{^}}#pragma float_control(push)
// CHECK-NOT: {{^}}#pragma
// CHECK: int one__step(
// CHECK: {{^}}#pragma float_control(pop)
// CHECK: {{^}}#pragma float_control(push)
// CHECK: {{^}}#pragma clang fp contract(off)
// CHECK: int of_file__step(
// CHECK: {{^}}#pragma clang fp contract(off)
// CHECK: {{^}}#pragma float_control(precise, off, push)
// CHECK: int of_block__step(
// CHECK: {{^}}#pragma clang fp contract(fast)
// CHECK: {{^}}#pragma float_control(pop)
// CHECK: {{^}}#pragma float_control(pop)
// CHECK: int main__step(
