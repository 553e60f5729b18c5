// RUN: %program %s
// A buffered channel gives values in the order they were put, without
// blocking up to its capacity (row G3).
#include <csp.h>
#include <stdio.h>

int main(void)
{
    chan(int) c = chan_make(int, 10);
    for (int i = 0; i < 10; i++)
        chan_send(c, i);
    for (int i = 0; i < 10; i++)
        if (chan_get(c) != i) return 1;
    for (int round = 0; round < 25; round++) {
        for (int i = 0; i < 7; i++)
            chan_send(c, round * 10 + i);
        for (int i = 0; i < 7; i++)
            if (chan_get(c) != round * 10 + i) return 2;
    }
    chan_release(c);
    return 0;
}
