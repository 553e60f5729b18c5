// RUN: %cspcc --emit=json %s | %python %S/Inputs/mapped.py squares | %FileCheck --match-full-lines %s
// RUN: %cspcc --emit=json -fcsp-lines=off %s | %python %S/Inputs/mapped.py squares | %FileCheck --match-full-lines %s
// The writer says which line of the source, and which state, a line of the
// generated C stands for: also several of ours for one, and none for a blank.
#include <csp.h>

static void squares(chan(int) in, chan(int) out)
{
    int v = 1;

    while (chan_recv(in, &v)) {
        v *= v;
        go squares(in,
                   out);
        chan_send(out, v);
    }
}
// CHECK:      7/-: static int squares__step({{.*}}
// CHECK:      11/1: AT_1_RECV_IN = 1,{{.*}}
// CHECK:      15/2: case AT_2_SEND_OUT: goto at_2_send_out;
// CHECK-NEXT: 7/-: }
// CHECK-NEXT: 9/-: int v = 1;
// CHECK-NEXT: 11/-: for (;;) {
// CHECK-NEXT: 11/1: csp_result = csp_rt_recv_slot({{.*}}
// CHECK:      11/1: if (!csp_result) break;
// CHECK-NEXT: 12/-: v *= v;
// CHECK-NEXT: 13/-: {
// CHECK:      13/-: csp_rt_start({{.*}}
// CHECK-NEXT: 13/-: }
// CHECK-NEXT: 15/2: f->send_2.value = v;
// CHECK:      15/2: if (!csp_result) csp_rt_send_failed({{.*}}
// CHECK:      11/-: }
// CHECK-NEXT: 17/-: return CSP_DONE;
// CHECK-NOT:  {{.}}

int main(void)
{
    squares(chan_make(int, 1), chan_make(int, 1));
}
