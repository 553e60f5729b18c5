// RUN: %cspcc -Wall -Wextra -Werror -fsyntax-only %s
// RUN: env CSPCC_CC=%gcc %cspcc -Wall -Wextra -Werror -fsyntax-only %s
// RUN: %clang -I%include -Wall -Wextra -Werror -pedantic -fsyntax-only %s
// REQUIRES: gcc
// What can be assigned can be sent; NULL and void * are channels, tasks and
// targets.
#include <csp.h>
struct pair { int x, y; };
struct holder { chan(struct pair) out; };

coroutine void f(void *any, struct holder *h, chan(long) l, chan(char) ch, chan(int *) p,
       chan(const char *) s, chan(void (*)(int)) fn, chan(double) d,
       chan(bool) b, chan(chan(int)) cc, chan(int) c, volatile int *v,
       void (*handler)(int), int list[3], chan_in(int) in, task(int) t);
coroutine void f(void *any, struct holder *h, chan(long) l, chan(char) ch, chan(int *) p,
       chan(const char *) s, chan(void (*)(int)) fn, chan(double) d,
       chan(bool) b, chan(chan(int)) cc, chan(int) c, volatile int *v,
       void (*handler)(int), int list[3], chan_in(int) in, task(int) t)
{
    (void)(chan_try_send(l, 1) + chan_try_send(ch, 'a') + chan_try_send(p, 0) +
           chan_try_send(p, NULL) + chan_try_send(p, list) +
           chan_try_send(p, any) + chan_try_send(s, "text") +
           chan_try_send(fn, handler) + chan_try_send(d, 1) +
           chan_try_send(b, true) + chan_try_send(cc, c) +
           chan_try_send(h->out, {1, 2}) +
           chan_try_send(h->out, (struct pair){1, 2}) +
           chan_try_recv(c, v) + chan_try_recv(c, any) +
           chan_try_recv(in, NULL) + chan_try_recv(c, &list[1]));
    chan_release(NULL);
    chan_release(any);
    chan_fail(in, CSP_ECLOSED);
    chan_on_drop(c, NULL);
    task_drop(NULL);
    task_drop(t);
    if (chan_len(any) + chan_cap(h->out)) csp_sleep('a' + 2 * CSP_US);
    select { case_after(3 * CSP_S): break; case_recv(in, NULL): break; }
}
