// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A state is called by its number, its act, and what it is about.
#include <csp.h>

struct port { chan(int) in; };
static int helper(void) { yield(); return 1; }
static void work(struct port *port, chan(int) out)
{
    chan_send(out, chan_get(port->in));
    csp_sleep(5);
    helper();
    select { case_after(1): break; }
}

int main(void)
{
    work(0, 0);
    return 0;
}
// CHECK-LABEL: static int work__step(
// CHECK: AT_1_RECV_PORT_IN = 1,
// CHECK-NEXT: AT_2_SEND_OUT = 2,
// CHECK-NEXT: AT_3_SLEEP = 3,
// CHECK-NEXT: AT_4_CALL_HELPER = 4,
// CHECK-NEXT: AT_5_SELECT = 5,
