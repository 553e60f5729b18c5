// RUN: %program %s
// A time limit that is over has the chance of any other case that can go on,
// also beside a channel that always can.
#include <csp.h>
#include <stdio.h>

static bool each_is_taken(chan(int) full)
{
    int of_select[2] = {0}, of_fair[2] = {0};
    for (int i = 0; i < 1000; i++) {
        select {
        case_recv(full, NULL): of_select[0]++; break;
        case_after(0): of_select[1]++; break;
        }
        select_fair {
        case_recv(full, NULL): of_fair[0]++; break;
        case_after(-1): of_fair[1]++; break;
        }
    }
    return of_select[0] > 300 && of_select[1] > 300 && of_fair[0] == 500;
}

int main(void)
{
    chan(int) closed = chan_make(int, 0);
    chan_close(closed); // can always go on
    puts(each_is_taken(closed) ? "each" : "one"); // OUT: each
    chan_release(closed);
    return 0;
}
