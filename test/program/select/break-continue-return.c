// RUN: %program %s
// break leaves the select, continue goes on with the loop around it, return
// and goto leave the function or the loop (row G17).
#include <csp.h>
#include <stdio.h>

static int run(chan(int) c, int how)
{
    int v = 0, after = 0, rounds = 0;
    for (;;) {
        if (++rounds > 5) return 100 + after;
        select {
        case_recv(c, &v):
            if (how == 1) break;
            if (how == 2) continue;
            if (how == 3) return 300 + rounds;
            if (how == 4) goto out;
            if (how == 5) {
                while (true) {
                    yield();
                    if (v) break;
                }
                for (int i = 0; i < 3; i++) {
                    if (i == 1) continue;
                    after += 10;
                }
                break;
            }
            after += 1000;
        }
        after++;
    }
out:
    return 400 + rounds + after;
}

int main(void)
{
    for (int how = 0; how < 6; how++) {
        chan(int) c = chan_make(int, 10);
        for (int i = 1; i < 10; i++)
            chan_send(c, i);
        printf("%d\n", run(c, how));
        chan_release(c);
    }
    return 0;
}
// OUT: 5105
// OUT: 105
// OUT: 100
// OUT: 301
// OUT: 401
// OUT: 205
