// RUN: %program %s
// A deadline of now is as likely as a channel that is always ready, and in its
// turn with select_fair and select_ordered.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    auto_chan(int) c = chan_make(int, 1);
    int v, taken = 0, in_turn = 0, first = 0;
    for (int i = 0; i < 400; i++) {
        chan_try_send(c, 1);
        select {
        case_recv(c, &v): break;
        case_after(0): taken++; break;
        }
        chan_try_send(c, 1);
        select_fair {
        case_recv(c, &v): break;
        case_after(-1): in_turn++; break;
        }
        chan_try_send(c, 1);
        select_ordered {
        case_after(0): first++; break;
        case_recv(c, &v): break;
        }
    }
    // 400 times heads or tails: less than 100 once in 10^24.
    if (taken < 100 || taken > 300) printf("%d\n", taken);
    printf("%d %d\n", in_turn, first); // OUT: 200 400
    return 0;
}
