// RUN: %program %s
// REQUIRES: plain
// Tasks may still use what an auto_chan of main releases when main returns: the
// program ends with main's status.
#include <csp.h>
#include <unistd.h>

#pragma GCC diagnostic ignored "-Wcsp-auto-chan"

static void count(chan(int) out)
{
    for (int n = 0;; n = (n + 1) % 1000)
        if (!chan_send(out, n)) return;
}

static void choose(chan(int) out)
{
    for (;;) {
        select {
        case_send(out, 1): break;
        case_after(1000): break;
        }
    }
}

static void linger(int *unused)
{
    (void)unused;
    usleep(20000);
}

int main(void)
{
    __attribute__((cleanup(linger))) int last = 7;
    auto_chan(int) c = chan_make(int, 10);
    int v;
    go count(c);
    go choose(c);
    go count(c);
    for (int i = 0; i < 1000 && chan_recv(c, &v); i++)
        continue;
    return last;
}
// EXIT: 7
