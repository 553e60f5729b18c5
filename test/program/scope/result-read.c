// RUN: %program %s
// An operation whose result is read reports that its scope has ended, and the
// program goes on: each following one fails, too, even if it could go on.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    auto_chan(int) c = chan_make(int, 2);
    int v = 7, why;
    chan_send(c, 1);
    within (CSP_MS, &why) {
        printf("%d\n", csp_sleep(CSP_S) == CSP_ETIMEDOUT); // OUT: 1
        bool sent = chan_send(c, 2), got = chan_recv(c, &v);
        printf("%d %d %d %d\n", sent, got, v, chan_len(c)  == 1);
        // OUT: 0 0 0 1
        printf("%d %d\n", yield() == CSP_ETIMEDOUT, csp_cancelled() == csp_why());
        // OUT: 1 1
        struct csp_choice set[] = {choice_recv(c, &v)};
        printf("%d\n", select_set(set, 1, CSP_CHOOSE_DEFAULT) == CSP_ETIMEDOUT);
        // OUT: 1
        printf("%d\n", chan_try_recv(c, &v)); // OUT: 1
        select {
        case_recv(c, &v): puts("never"); break;
        case_cancel(): puts("cancelled"); break; // OUT: cancelled
        default: puts("never");
        }
        select {
        case_recv(c, &v): puts("never"); break;
        default: puts("never");
        }
        puts("never");
    }
    printf("%d %d\n", why == CSP_ETIMEDOUT, v); // OUT: 1 1
    printf("%d\n", csp_sleep(1)); // OUT: 0
    return 0;
}
