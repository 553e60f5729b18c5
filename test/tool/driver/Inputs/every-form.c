// Every form of csp.h, once.
#include <csp.h>

struct pair {
    int a, b;
};

static int done(int x)
{
    csp_yield();
    return x;
}

static void dropped(void *element)
{
    (void)element;
}

static void work(chan_out(int) out, chan_in(struct pair) in)
{
    struct pair p;
    bool ok;
    while (chan_recv(in, &p))
        chan_send(out, p.a);
    (void)chan_recv(in, &p, &ok);
    chan_retire(out);
}

static int selects(chan(int) c, chan(struct pair) d)
{
    int v = 0;
    bool ok;
    struct pair p = {1, 2};
    struct csp_choice set[2];
    select {
    case_recv(c, &v): break;
    case_send(d, p): break;
    case_send(d, {1, 2}): break;
    case_send(d, p, &ok): break;
    case_after(10): break;
    default: break;
    }
    select_ordered {
    case_recv(c, &v, &ok): break;
    case_after(1): break;
    }
    select_fair {
    case_recv(c, NULL): return 1;
    case_after(1): return 2;
    }
    set[0] = choice_recv(c, &v);
    set[1] = choice_send(c, &v);
    return select_set(set, 2, CSP_CHOOSE_DEFAULT);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    chan(int) drops = chan_make_drop(int, 2);
    chan(struct pair) d = chan_make(struct pair, 1);
    auto_chan(int) slides = chan_make_slide(int, 2);
    struct pair p = {1, 2};
    int v = 0;
    chan_on_drop(drops, dropped);
    chan_writers(c, 1);
    go work(c, d);
    task(int) t = spawn(done(4));
    task_drop(spawn(done(5)));
    chan_send(d, p);
    v = chan_get(c);
    par {
        chan_send(d, {5, 6});
        v = chan_get(c);
    }
    par for (int i = 0; i < 2; i++) yield();
    go { chan_try_send(slides, 1); }
    blocking v++;
    if (chan_try_recv(c, &v) == 0) csp_sleep(CSP_MS);
    chan_send(slides, moved(v));
    v = chan_len(slides) < chan_cap(slides);
    chan_fail(drops, chan_error(drops) + 3);
    chan_release(drops);
    chan_close(d);
    v += selects(c, d) + join(t);
    chan_release(chan_retain(c));
    chan_release(c);
    chan_release(d);
    return v;
}
