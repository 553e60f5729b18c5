// RUN: %program %s
// A sender that waits for room goes on as soon as one value is received, by
// whatever way.
#include <csp.h>
#include <stdio.h>

static void fill(chan(int) c, int n)
{
    for (int i = 1; i <= n; i++)
        chan_send(c, i);
}

int main(void)
{
    chan(int) c = chan_make(int, 2);
    int v = 0;
    for (int way = 0; way < 4; way++) {
        task(void) t = spawn(fill(c, 3));
        while (chan_len(c) < 2)
            yield();
        csp_sleep(CSP_MS); // it waits by now, or will not have to
        if (way == 0) chan_recv(c, &v);
        if (way == 1) chan_recv(c, NULL);
        if (way == 2) v = chan_try_recv(c, &v);
        if (way == 3) select { case_recv(c, &v): break; }
        join(t);
        v += 10 * (chan_get(c) + 10 * chan_get(c));
        printf("%d\n", v); // SORTED
        v = 1;
    }
    // OUT: 321
    // OUT: 321
    // OUT: 321
    // OUT: 321
    return 0;
}
