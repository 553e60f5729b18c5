// RUN: %cspcc --emit=why %s | %check
// Why a function is a coroutine is told by the word that stands there, a macro
// of another header or of the user's own included.
#include <csp.h>
#include <csp_sync.h>
#define TAKE(c) chan_get(c)
static csp_mutex m = CSP_MUTEX_INIT;
static void locks(void) { csp_mutex_lock(&m); }
static int takes(chan(int) c) { return TAKE(c); }
int main(void)
{
    chan(int) c = chan_make(int, 0);
    par { locks(); csp_chan_send(c, 1); }
    return takes(c);
}
// CHECK: locks waits in csp_mutex_lock:
// CHECK: takes waits in TAKE:
// CHECK: main waits in par:
// CHECK: main__par_1 calls locks:
// CHECK: main__par_2 waits in csp_chan_send:
