// RUN: %program %s
// A receive that has failed leaves zero, from a NULL channel, too: cancelled
// where it waits, and from its start.
#include <csp.h>
#include <stdio.h>

struct large {
    int words[30];
};

int main(void)
{
    chan(int) none = NULL;
    chan(struct large) large = NULL;
    int v = 7, w = 7;
    struct large s = {{7, 7}};
    bool ok = true;
    within (1) ok = chan_recv(none, &v);
    printf("%d %d\n", ok, v); // OUT: 0 0
    ok = true;
    within (0) {
        ok = chan_recv(none, &w);
        ok |= chan_recv(large, &s);
    }
    printf("%d %d %d\n", ok, w, s.words[1]); // OUT: 0 0 0
}
