// RUN: %cspcc -Werror -fsyntax-only %s
// Channels whose other users may be out of sight, or that work.
#include <csp.h>

struct server {
    chan(int) requests, replies[2];
};
static chan(int) global;
void use(chan(int) c);

static void put(chan(int) c, int v)
{
    chan_send(c, v);
}

static chan(int) fresh(void)
{
    chan(int) c = chan_make(int, 0);
    go put(c, 1);
    return c;
}

static void stored(struct server *server)
{
    chan(int) a = chan_make(int, 0), b = chan_make(int, 0);
    chan(int) d = chan_make(int, 0), e = chan_make(int, 0), *p = &e;
    chan(chan(int)) travels = chan_make(chan(int), 1);
    server->requests = a;
    struct server other = {.replies = {b}};
    chan_send(a, 1);
    chan_send(b, 1);
    global = d;
    chan_send(d, other.replies[0] != NULL);
    chan_recv(*p, NULL);
    chan_recv(e, NULL);
    chan(int) f = chan_make(int, 0), g = chan_make(int, 0);
    use(f);
    chan_send(f, 1);
    chan_send(travels, g);
    chan_recv(g, NULL);
    chan_recv(travels, NULL);
}

static void in_arrays(void)
{
    chan(int) list[3];
    for (int i = 0; i < 3; i++)
        list[i] = chan_make(int, 0);
    for (int i = 0; i < 3; i++)
        go put(list[i], i);
    for (int i = 0; i < 3; i++)
        chan_recv(list[i], NULL);
    chan(int) a = chan_make(int, 0), both[] = {a, list[0]};
    go {
        chan_send(a, 1);
    }
    chan_recv(both[0], NULL);
}

static void timers(void)
{
    chan(int) never = chan_make(int, 0), closed = chan_make(int, 0);
    chan(int) buffer = chan_make(int, 2), drops = chan_make_drop(int, 1);
    select {
    case_recv(never, NULL): break;
    case_after(1000): break;
    }
    chan_close(closed);
    chan_recv(closed, NULL);
    chan_send(buffer, 1);
    chan_release(buffer);
    chan_send(drops, 1);
    chan(int) last = chan_make(int, 0), same;
    go put(same = last, 1);
    chan_recv(same, NULL);
}

int main(void)
{
    struct server server;
    chan_recv(fresh(), NULL);
    stored(&server);
    in_arrays();
    timers();
    return 0;
}
