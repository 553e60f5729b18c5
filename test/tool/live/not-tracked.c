// RUN: %cspcc --dump=live --dump-function=work %s | %check
// Arrays, structs, volatile and atomic variables and those with a cleanup have
// no liveness.
#include <csp.h>

static void drop(int *p) { (void)p; }
static int work(void)
{
    int array[2] = {0};
    struct { int a; } record = {0};
    volatile int seen = 1;
    _Atomic int shared = 2;
    int cleaned __attribute__((cleanup(drop))) = 3;
    yield();
    return array[0] + record.a + seen + shared + cleaned;
}

int main(void)
{
    return work();
}
// CHECK: array: not tracked
// CHECK-NEXT: record: not tracked
// CHECK-NEXT: seen: not tracked
// CHECK-NEXT: shared: not tracked
// CHECK-NEXT: cleaned: not tracked
