// RUN: %cspcc --dump=live --dump-function=work %s | %check
// What a case receives is alive from there on, and not in the other cases: no
// reason to keep it while the select waits.
#include <csp.h>

static int work(chan(int) a, chan(int) b)
{
    int sum = 0;
    for (;;) {
        int v, w, last = sum;
        bool ok;
        select {
        case_recv(a, &v, &ok):
            if (!ok) return last;
            sum += v;
            break;
        case_recv(b, &w): sum -= w;
        }
    }
}

int main(void)
{
    return work(0, 0);
}
// CHECK: sum: crosses
// CHECK-NEXT: v: local
// CHECK-NEXT: w: local
// CHECK-NEXT: last: crosses
// CHECK-NEXT: ok: local
