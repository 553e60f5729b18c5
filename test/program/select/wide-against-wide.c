// RUN: %program %s
// Selects over forty channels each, which name them in opposite orders, hold
// each other up but for a moment.
#include <csp.h>
#include <stdio.h>

enum { WIDE = 40, PARTIES = 8 };
#ifdef SMALL
enum { ROUNDS = 200 };
#else
enum { ROUNDS = 4000 };
#endif

static int party(chan(int) c[], int nth)
{
    struct csp_choice set[WIDE];
    int v[WIDE], seen = 0;
    for (int i = 0; i < WIDE; i++) {
        int at = nth % 2 ? i : WIDE - 1 - i;
        v[i] = i;
        set[i] = i % 2 ? choice_recv(c[at], &v[i]) : choice_send(c[at], &v[i]);
    }
    for (int i = 0; i < ROUNDS; i++)
        seen += select_set(set, WIDE, CSP_CHOOSE_DEFAULT) < WIDE;
    return seen;
}

int main(void)
{
    chan(int) c[WIDE];
    task(int) t[PARTIES];
    int seen = 0;
    for (int i = 0; i < WIDE; i++)
        c[i] = chan_make(int, 2);
    for (int i = 0; i < PARTIES; i++)
        t[i] = spawn(party(c, i));
    for (int i = 0; i < PARTIES; i++)
        seen += join(t[i]);
    puts(seen > 0 ? "over" : "none"); // OUT: over
    return 0;
}
