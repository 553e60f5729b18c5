// RUN: %program %s
// When a message and a timeout come together, one of them happens: no value is
// lost and none comes twice.
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { ROUNDS = 300 };
#else
enum { ROUNDS = 3000 };
#endif

static void produce(chan(int) c, int *sent)
{
    for (int i = 1; i <= ROUNDS; i++) {
        bool done = false;
        while (!done) {
            select {
            case_send(c, i): done = true; ++*sent; break;
            case_after(i % 40 * 500): break;
            }
        }
    }
    chan_close(c);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    int v = 0, last = 0, wrong = 0, sent = 0;
    go produce(c, &sent);
    for (bool open = true; open;) {
        select {
        case_recv(c, &v, &open):
            if (open) wrong += v != ++last;
            break;
        case_after(v % 30 * 700): break;
        }
    }
    while (csp_live() > 1)
        yield();
    printf("%d %d\n", wrong, sent == last && last == ROUNDS); // OUT: 0 1
    chan_release(c);
    return 0;
}
