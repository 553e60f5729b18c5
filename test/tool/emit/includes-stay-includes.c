// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// In C for people an include is an include, not what it brings; the body of a
// coroutine gives way to a remark.
#include <csp.h>
#include <string.h>
static int plain(int n) { return n; } // stays as it is
static void work(void)
{
    yield();
}

int main(void)
{
    work();
    return plain(0);
}
// CHECK: Made by cspcc
// CHECK: #include <csp_abi.h>
// CHECK: #include <csp.h>
// CHECK-NEXT: #include <string.h>
// CHECK-NEXT: static int plain(int n) { return n; } // stays as it is
// CHECK-NEXT: // a coroutine: see work__step
// CHECK-NOT: strlen
// CHECK: struct work__frame {
