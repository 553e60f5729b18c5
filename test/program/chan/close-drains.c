// RUN: %program %s
// After a close the buffered values still come, then false and zero (row G5).
#include <csp.h>
#include <stdio.h>

int main(void)
{
    chan(int) c = chan_make(int, 3);
    int v = 9;
    bool ok;
    chan_send(c, 1);
    chan_send(c, 2);
    chan_close(c);
    printf("%d %d", chan_get(c), chan_get(c));
    ok = chan_recv(c, &v);
    printf(" %d %s", v, ok ? "true" : "false");
    v = 9, ok = true;
    if (chan_recv(c, &v, &ok)) return 1;
    printf(" %d %d %zu\n", v + chan_get(c), ok, chan_cap(c));
    chan_release(c);
    return 0; // OUT: 1 2 0 false 0 0 3
}
