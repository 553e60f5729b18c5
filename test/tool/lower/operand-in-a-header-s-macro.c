// RUN: %cspcc --emit=states %s | %check
// What is waited for has the words of the line, where a macro, a header's or
// the user's own, stands for all of the operation.
#include <csp_sync.h>

#define TAKE(c) chan_get((chan(int))(void *)c)

static csp_mutex a = CSP_MUTEX_INIT, b = CSP_MUTEX_INIT;

int main(void)
{
    csp_mutex_lock(&a), yield(), csp_mutex_lock(&b);
    // CHECK: waits for  csp_mutex_lock(&a)
    // CHECK: waits for  its next turn
    // CHECK: waits for  csp_mutex_lock(&b)
    chan(int) c = chan_make(int, 0);
    while (chan_recv(c, NULL)) { csp_mutex_lock(&a); csp_mutex_unlock(&a); }
    // CHECK: waits for  a value from c
    // CHECK: waits for  csp_mutex_lock(&a)
    return TAKE(c) + TAKE(c);
    // CHECK: waits for  TAKE(c)
    // CHECK: waits for  TAKE(c)
}
