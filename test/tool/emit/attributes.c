// RUN: %cspcc -S -emit-llvm -O1 %s -o - | %check
// What says how a coroutine's code is compiled counts for its step, and for no
// other function. (The optimiser leaves a step the name that debuggers show.)
#include <csp.h>

// CHECK-DAG: define internal {{.*}}@_ZL6placedv({{.*}} section "elsewhere" align 64
// CHECK-DAG: define internal {{.*}}@_ZL4slowv({{.*}} #[[SLOW:[0-9]+]] {
// CHECK-DAG: define internal {{.*}}@_ZL5usualv({{.*}} #[[USUAL:[0-9]+]] {
// CHECK-DAG: define {{.*}}void @wanted()
// CHECK-DAG: attributes #[[SLOW]] = { {{.*}}optnone
// CHECK-NOT: attributes #[[USUAL]] = { {{.*}}optnone
__attribute__((section("elsewhere"))) static void placed(void);
[[gnu::aligned(64)]] static void placed(void)
{
    yield();
}

#pragma clang optimize off
static void slow(void)
{
    yield();
}
#pragma clang optimize on

static void usual(void)
{
    yield();
}

__attribute__((used)) static void wanted(void)
{
    yield();
}

int main(void)
{
    placed();
    slow();
    usual();
    return 0;
}
