// RUN: %cspcc -Wall -Wextra -Werror -fsyntax-only %s
// RUN: %clang -Wall -Wextra -Werror -I%include -fsyntax-only %s
// A variable that was moved and is assigned again, or that a send which failed
// left to its owner.
#include <csp.h>
#include <stdlib.h>

static void sends(chan(char *) c, int n)
{
    char *p = malloc(1), *q;
    chan_send(c, moved(p));
    p = malloc(1);
    if (!chan_send(c, moved(p))) {
        free(p);
        return;
    }
    while ((p = malloc(1)) && n--)
        chan_send(c, moved(p));
    for (q = malloc(1); q; q = malloc(1)) {
        if (n) {
            free(q);
            continue;
        }
        chan_send(c, moved(q));
    }
    while (chan_recv(c, &q))
        chan_send(c, moved(q));
    bool sent = chan_send(c, moved(p));
    if (!sent) free(p);
}

static bool one_of_three(chan(char *) c, int n)
{
    char *p = malloc(1);
    for (; n < 3; n++) {
        if (chan_send(c, moved(p))) {
            n = 0;
            return true;
        }
        if (n == 2) *p = 0;
    }
    for (;;) {
        if (chan_send(c, moved(p))) break;
        free(p);
        return false;
    }
    p = malloc(1);
    if (chan_send(c, moved(p))) return true;
    else free(p);
    return false;
}

static void selects(chan(char *) c, chan(int) quit)
{
    char *p = malloc(1);
    for (;;) {
        select {
        case_send(c, moved(p)):
            p = malloc(1);
            break;
        case_recv(quit, NULL):
            free(p);
            return;
        case_after(1000): break;
        }
    }
}

int main(void)
{
    sends(0, 1);
    one_of_three(0, 1);
    selects(0, 0);
    return 0;
}
