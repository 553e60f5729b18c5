// RUN: %program --script %S/Inputs/unwinds-past-one-that-ends-late.sh %s
// An operation has failed because its task was cancelled; a deadline between
// the two that passes afterwards does not keep what unwinds.
#include <csp.h>
#include <csp_sync.h>
#include <stdio.h>

static int work(chan(int) c, int *wrong)
{
    int why = 0;
    within (CSP_S, &why) chan_get(c);
    *wrong += why == CSP_ECANCELED;
    within (CSP_S, &why) {
        group () {
            go csp_sleep(CSP_S);
            chan_get(c);
        }
    }
    *wrong += why == CSP_ECANCELED;
    return why;
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 0);
    int wrong = 0;
    for (int i = 0; i < 2; i++) {
        task(int) t = spawn(work(c, &wrong));
        if (i) task_cancel(t);
        join(t);
    }
    return wrong;
}
// WORKERS: 1
// UNSUPPORTED: stress
// REQUIRES: proc
