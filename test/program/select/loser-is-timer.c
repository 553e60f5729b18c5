// RUN: %program %s
// A deadline that has lost ends nothing any more: neither the same frame's next
// wait nor another's that has its memory.
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { ROUNDS = 50 };
#else
enum { ROUNDS = 300 };
#endif

static void answer(chan(int) c)
{
    chan_send(c, 1);
}

static int ask(void)
{
    chan(int) c = chan_make(int, 0);
    int v = 0;
    go answer(chan_retain(c));
    select {
    case_recv(c, &v): break;
    case_after(2 * CSP_MS): chan_recv(c, &v); break;
    }
    select { // its timer lies where the other one did
    case_recv(c, &v): break;
    case_after(4 * CSP_MS): v = 3; break;
    }
    chan_release(c);
    chan_release(c);
    return v == 3;
}

int main(void)
{
    int right = 0;
    for (int i = 0; i < ROUNDS / 10; i++) {
        task(int) t[10];
        for (int k = 0; k < 10; k++)
            t[k] = spawn(ask());
        for (int k = 0; k < 10; k++)
            right += join(t[k]);
    }
    printf("%d\n", right == ROUNDS); // OUT: 1
    return 0;
}
