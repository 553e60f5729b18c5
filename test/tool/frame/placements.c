// RUN: %cspcc --dump=frame --dump-function=work %s | %check
// A scalar alive at a suspension is promoted, one that is not stays where it
// is; one whose address is taken, an array, a struct and a volatile one live in
// the frame.
#include <csp.h>

static void fill(int *p) { *p = 3; }
static int work(int n)
{
    int kept = n, brief = 2, known;
    int array[4] = {brief};
    struct { int a; } record = {6};
    volatile int seen = 5;
    static int count;
    fill(&known);
    yield();
    return kept + known + array[0] + record.a + seen + count;
}

int main(void)
{
    return work(1);
}
// CHECK: function work
// CHECK-NEXT: parameter n: promoted
// CHECK-NEXT: kept: promoted, line [[#]]
// CHECK-NEXT: brief: plain
// CHECK-NEXT: known: resident
// CHECK-NEXT: array: resident, line [[#]]
// CHECK-NEXT: record: resident
// CHECK-NEXT: seen: resident
// CHECK-NEXT: about
