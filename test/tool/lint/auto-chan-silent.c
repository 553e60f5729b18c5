// RUN: %cspcc -Werror -Wall -Wextra -fsyntax-only %s
// Tasks that have a reference of their own, tasks that are waited for, and
// channels that are given away.
#include <csp.h>
#include <stdlib.h>

static void consume(chan(int) c)
{
    int v;
    while (chan_recv(c, &v)) yield();
}
static void twice(chan(int) c) { chan_get(c); chan_get(c); }
static void produce(chan(int) c) { chan_send(c, 1); }
static void serve(chan(int) c) { for (;;) chan_send(c, chan_get(c)); }
static void owns(chan(int) c) { consume(c); chan_release(c); }

static int waits(int n)
{
    auto_chan(int) a = chan_make(int, 4), b = chan_make(int, 4);
    auto_chan(int) d = chan_make(int, 1), e = chan_make(int, 4);
    auto_chan(int) g = chan_make(int, 4), h = chan_make(int, 4);
    task(void) t = spawn(consume(a)), all[3];
    go owns(chan_retain(b));
    go produce(d);
    go twice(e);
    go owns(g);
    chan_close(g);
    g = NULL;
    chan_retain(h);
    go owns(h);
    for (int i = 0; i < n; i++) all[i] = spawn(consume(a));
    chan_send(e, 1);
    chan_close(a), chan_close(b), chan_close(h);
    for (int i = 0; i < n; i++) join(all[i]);
    join(t);
    return chan_get(d);
}

static void keeps(bool fails)
{
    auto_chan(int) c = chan_make(int, 1);
    go { chan_retain(c); consume(c); chan_release(c); }
    go produce(c);
    if (fails) exit(1);
    for (int i = 0; i < 3; i++) yield();
    chan_close(c);
}

static void asks(const bool *done)
{
    auto_chan(int) c = chan_make(int, 1);
    go consume(c);
    chan_send(c, 1);
    chan_close(c);
    while (!*done) yield();
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 1);
    go serve(c);
    waits(2);
    keeps(c == NULL);
    chan_send(c, 1);
    asks(&(bool){true});
    return 0;
}
