// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A condition that suspends becomes a statement at the head of an endless loop,
// where continue finds it again.
#include <csp.h>

static void work(chan(int) c, int n)
{
    while (chan_get(c)) {
        if (n) continue;
        n++;
    }
}

int main(void)
{
    work(0, 1);
    return 0;
}
// CHECK-LABEL: static int work__step(
// CHECK: for (;;) {
// CHECK-NEXT: csp_result = csp_rt_recv_slot(
// CHECK: if (!f->get_1.value) break;
// CHECK: if (n) continue;
// CHECK: n++;
