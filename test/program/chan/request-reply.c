// RUN: %program %s
// Each client of a server sends its own channel for the reply, and gets its
// own answers in order (rows R8, G19).
#include <csp.h>
#include <stdio.h>

struct request { int n; chan(int) reply; };

static void server(chan(struct request) in)
{
    struct request r;
    while (chan_recv(in, &r)) {
        chan_send(r.reply, r.n * r.n);
        chan_release(r.reply);
    }
}

static void client(int id, chan(struct request) server, chan(int) wrong)
{
    chan(int) mine = chan_make(int, id % 3);
    int bad = 0;
    for (int i = 0; i < 20; i++) {
        chan_send(server, {id * 100 + i, chan_retain(mine)});
        bad += chan_get(mine) != (id * 100 + i) * (id * 100 + i);
    }
    chan_release(mine);
    chan_send(wrong, bad);
}

int main(void)
{
    chan(struct request) in = chan_make(struct request, 0);
    chan(int) wrong = chan_make(int, 0);
    int bad = 0;
    go server(in);
    go server(in);
    for (int i = 0; i < 30; i++)
        go client(i, in, wrong);
    for (int i = 0; i < 30; i++)
        bad += chan_get(wrong);
    printf("%d\n", bad); // OUT: 0
    chan_close(in);
    while (csp_live() > 1)
        yield();
    chan_release(in);
    chan_release(wrong);
    return 0;
}
