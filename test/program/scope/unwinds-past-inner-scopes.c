// RUN: %program %s
// What unwinds in a scope that has not ended goes on to the one that has,
// whatever the operation was: nothing behind the inner scope runs.
#include <csp.h>
#include <csp_sync.h>
#include <stdio.h>

static chan(int) none, full;
static csp_mutex taken = CSP_MUTEX_INIT;

static void wait_in(int how)
{
    int v;
    if (how == 0) chan_get(none);
    if (how == 1) chan_send(full, 1);
    if (how == 2) (void)chan_recv(none, &v);
    if (how == 3) select { case_recv(none, &v): break; }
    if (how == 4) csp_mutex_lock(&taken);
    if (how == 5) csp_sleep(CSP_S);
}

static int inner(int how)
{
    within (CSP_S) {
        shield () within (1) wait_in(how); // leaves itself alone
        int v = 0;
        if (how == 0) chan_get(none);
        if (how == 1) chan_send(full, 1);
        if (how == 2) (void)chan_recv(none, &v);
        if (how == 3) select { case_recv(none, &v): break; }
        if (how == 4) csp_mutex_lock(&taken);
        if (how == 5) csp_sleep(CSP_S);
        if (how == 6) group () chan_get(none);
        if (how == 7) group () { go wait_in(0); }
    }
    puts("behind the inner scope");
    return 1;
}

int main(void)
{
    none = chan_make(int, 0), full = chan_make(int, 0);
    csp_mutex_trylock(&taken);
    for (int how = 0; how < 8; how++) {
        int why = 0, v = -1;
        within (CSP_MS, &why) v = inner(how);
        task(int) t = spawn(inner(how));
        csp_sleep(CSP_MS);
        task_cancel(t);
        printf("%d %d %d\n", why, v, join(t));
    }
    chan_release(none);
    chan_release(full);
}
// OUT: -2 -1 0
// OUT: -2 -1 0
// OUT: -2 -1 0
// OUT: -2 -1 0
// OUT: -2 -1 0
// OUT: -2 -1 0
// OUT: -2 -1 0
// OUT: -2 -1 0
// ENV: CSP_CLOCK=virtual
