// RUN: %cspcc --emit=states %s | %check
// A jump out of a group is a state of its own, which keeps what is used behind
// it; cases and waits of csp_sync.h are called as they are written.
#include <csp.h>
#include <csp_sync.h>
int some(int n);
static csp_mutex m = CSP_MUTEX_INIT;

static void child(void)
{
    csp_mutex_lock(&m);
}

static int leave(int c, chan(int) in)
{
    int r = 0;
    group () {
        go child();
        group () {
            if (c == 1) {
                r = some(c);
                goto out;
            }
        }
        select {
        case_lock(&m): break;
        case_cancel(): return c;
        case_recv(in, NULL): goto inside;
        }
    inside:
        c++;
    }
    return 0;
out:
    return r;
}
int main(void) { return leave(1, NULL); }
// CHECK: 1      line 11   csp_mutex_lock(&m);
// CHECK-NEXT: waits for  csp_mutex_lock(&m)
// CHECK: leave (
// CHECK: 1      line 22   goto out;
// CHECK-NEXT: waits for  the children of a group
// CHECK-NEXT: keeps      r             int                   4 bytes
// CHECK-NEXT: then       2
// CHECK: 2      line 22   goto out;
// CHECK: keeps      r             int                   4 bytes
// CHECK-NEXT: then       end
// CHECK: 4      line 25   select {
// CHECK: then       5         if case_cancel()
// CHECK-NEXT: 6         if cancelled
// CHECK-NEXT: or case_lock(&m)
// CHECK-NEXT: or case_recv(in, NULL)
// CHECK: 5      line 27   case_cancel(): return c;
// CHECK: then       end
