// RUN: %program %s
// A deadline is felt by a task that never waits, too: its channel always has
// room or a value, or its select a default; and a scope that is left before the
// deadline is forgotten.
#include <csp.h>
#include <stdio.h>

static void for_ever(chan(int) c)
{
    for (;;) {
        chan_send(c, 1);
        chan_recv(c, NULL);
    }
}

static void look_for_ever(chan(int) c)
{
    for (;;)
        select {
        case_recv(c, NULL): return;
        default: break;
        }
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 1);
    int why[3];
    within (2 * CSP_MS, &why[0]) for_ever(c);
    while (chan_try_recv(c, NULL) == 1)
        continue;
    within (2 * CSP_MS, &why[1]) look_for_ever(c);
    within (60 * CSP_S, &why[2])
        for (int i = 0; i < 1000; i++)
            within (CSP_S) {
                chan_send(c, i);
                within (2 * CSP_S) chan_recv(c, NULL);
            }
    for (int i = 0; i < 3; i++)
        printf("%d", why[i] == CSP_ETIMEDOUT);
    puts(""); // OUT: 110
}
