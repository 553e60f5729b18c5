// Every form of the language, for compilers and tools that know only C.
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct point {
    int x, y;
};
typedef coroutine int handler(int);
struct operations {
    handler *first;
    coroutine void (*second)(chan(int));
};

coroutine int work(int i);
coroutine void serve(chan(int) in, chan(struct point) out);
int forms(chan(int) c, chan(struct point) d, chan(chan(int)) of_channels,
          chan(handler *) of_functions);

coroutine int work(int i)
{
    yield();
    csp_yield();
    csp_sleep(1000);
    return i + (int)(csp_now() % 2) + (int)csp_live();
}

coroutine void serve(chan(int) in, chan(struct point) out)
{
    int v;
    bool ok;
    while (chan_recv(in, &v))
        chan_send(out, {v, v});
    chan_recv(in, &v, &ok);
    struct point p = {1, 2};
    chan_send(out, p);
    (void)chan_send(out, (struct point){3, 4});
    if (!chan_send(out, {.y = 5}) || !ok) return;
    chan_close(out);
}

static coroutine int through(handler *f, const struct operations *ops,
                             chan(int) c)
{
    ops->second(c);
    return f(ops->first(1)) + (*f)(2);
}

static coroutine void drain(chan(int) c)
{
    while (chan_recv(c, &(int){0}))
        ;
}

int forms(chan(int) c, chan(struct point) d, chan(chan(int)) of_channels,
          chan(handler *) of_functions)
{
    int v = 0, n = 0;
    struct point q = {0, 0};
    bool ok = false;
    chan(int) r = NULL;
    chan(int) made = chan_make(int, 3);
    struct operations ops = {work, drain};

    go serve(chan_retain(made), d);
    go chan_get(of_functions)(3);
    if (n) go work(1);
    else go ops.first(2);
    if (n) go work(2); // no else of the form's is left dangling
    if (n) blocking v = system("true");
    for (int i = 0; i < 3; i++)
        go work(i);

    blocking v = system("true");
    blocking {
        usleep(10);
        n++;
    }

    while (1) select {
        case_recv(c, &v): break;
        case_recv(d, &q, &ok):
            if (!ok) goto out;
            continue;
        case_send(d, q):
        case_send(d, {1, 2}):
            break;
        case_send(n ? c : NULL, v + n): n++; break;
        case_recv(of_channels, &r): {
            int local = v;
            n += local;
            break;
        }
        case_after(1000000): return 1;
        default: yield();
        }
out:
    select {
    case_recv(c, &v): break;
    default: break;
    }
    select {}
    chan_send(of_channels, r);
    chan_send_thread(made, 5);
    if (!chan_recv_thread(made, &v)) puts(csp_error_text(CSP_ECLOSED));
    n += (int)(chan_len(made) + chan_cap(made)) + through(work, &ops, made);
    chan_release(made);
    return n + q.x + chan_get(c) + chan_get(d).x;
}

int main(void)
{
    return 0;
}
