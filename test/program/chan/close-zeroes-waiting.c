// RUN: %program %s
// A receiver that waits when its channel is closed gets the zero value, in a
// receive and in a select; so do threads.
#include <csp.h>
#include <stdio.h>

struct wide {
    long at[40];
};

static long wait(chan(struct wide) c, bool in_select)
{
    struct wide got[1];
    bool ok = true;
    for (int i = 0; i < 40; i++)
        got->at[i] = 7;
    if (in_select) {
        select { case_recv(c, &got[0], &ok): break; }
    } else {
        chan_recv(c, &got[0], &ok);
    }
    for (int i = 0; i < 40; i++)
        ok |= got->at[i] != 0;
    return ok;
}

int main(void)
{
    chan(struct wide) c = chan_make(struct wide, 0);
    task(long) t[2] = {spawn(wait(c, false)), spawn(wait(c, true))};
    csp_sleep(5 * CSP_MS);
    chan_close(c);
    long a = join(t[0]), b = join(t[1]);
    printf("%ld %ld\n", a, b); // OUT: 0 0
    return 0;
}
