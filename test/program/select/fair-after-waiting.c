// RUN: %program %s
// select_fair begins behind the case that it took last, also if it had to wait
// for that one.
#include <csp.h>
#include <stdio.h>

static void send_later(chan(int) c)
{
    csp_sleep(CSP_MS);
    chan_send(c, 1);
}

static int choose(chan(int) a, chan(int) b, chan(int) c, chan(int) woken)
{
    int v, taken = -1, rounds = woken ? 2 : 1;
    for (int i = 0; i < rounds; i++) {
        if (i == 0 && woken)
            go send_later(woken);
        else
            for (int k = 0; k < 3; k++)
                chan_try_send(k == 0 ? a : k == 1 ? b : c, 1);
        select_fair {
        case_recv(a, &v): taken = 0; break;
        case_recv(b, &v): taken = 1; break;
        case_recv(c, &v): taken = 2; break;
        }
    }
    while (chan_try_recv(a, &v) + chan_try_recv(b, &v) + chan_try_recv(c, &v))
        continue;
    return taken;
}

int main(void)
{
    chan(int) c[3];
    int wrong = 0;
    for (int i = 0; i < 3; i++)
        c[i] = chan_make(int, 1);
    for (int i = 0; i < 12; i++)
        wrong += choose(c[0], c[1], c[2], c[i % 3]) != (i + 1) % 3;
    printf("%d\n", wrong); // OUT: 0
    for (int i = 0; i < 3; i++)
        chan_release(c[i]);
    return 0;
}
