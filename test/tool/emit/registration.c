// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// Every file registers its coroutines, so that calls through pointers and
// reports find them.
#include <csp.h>

coroutine void one(void) { yield(); }
coroutine void two(void) { yield(); }
// CHECK: csp_unit[]
// CHECK-NEXT: section("csp_coroutines"){{.*}} = {
// CHECK-NEXT: &one__co,
// CHECK-NEXT: &two__co,
// CHECK-NEXT: };
// CHECK-NEXT: constructor(101){{.*}} csp_unit_register(void)
// CHECK-NEXT: {
// CHECK-NEXT: csp_rt_register_v5(csp_unit, csp_unit + 2);
// CHECK: destructor(101){{.*}} csp_unit_unregister(void)
// CHECK-NEXT: {
// CHECK-NEXT: csp_rt_unregister(csp_unit);
