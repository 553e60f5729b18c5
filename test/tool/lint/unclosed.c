// RUN: %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// RUN: %not %cspcc -Werror=csp-unclosed -fsyntax-only %s
// RUN: %cspcc -Werror -Wno-csp-unclosed -fsyntax-only %s
// A loop that only a close ends, where somebody waits for the loop and nobody
// closes.
#include <csp.h>

static int sum(chan(int) in)
{
    int v, all = 0;
    while (chan_recv(in, &v))
// CHECK: :[[#@LINE-1]]:12: warning: this loop ends when 'joined' is closed, and nothing closes it [-Wcsp-unclosed]
// CHECK-NEXT: |     while (chan_recv(in, &v)){{$}}
// CHECK-NEXT: {{^}}      |            ^{{$}}
// CHECK-NEXT: :[[#@LINE+34]]:15: note: 'joined' is made here, and stays in this file
        all += v;
    return all;
}

static void serve(chan(int) in) // a server needs no close
{
    int v;
    while (chan_recv(in, &v))
        yield();
}

static void count(chan(int) out)
{
    for (int i = 0; i < 3; i++)
        chan_send(out, i);
}

static int first(chan(int) in)
{
    int v;
    while (chan_recv(in, &v))
        if (v > 1) return v;
    return 0;
}

static void close_it(chan(int) c)
{
    chan_close(c);
}

int main(void)
{
    chan(int) here = chan_make(int, 0), closed = chan_make(int, 0);
    chan(int) joined = chan_make(int, 0), served = chan_make(int, 0);
    chan(int) left = chan_make(int, 0);
    int v;
    go count(here);
    while (chan_recv(here, &v))
// CHECK: :[[#@LINE-1]]:12: warning: this loop ends when 'here' is closed, and nothing closes it [-Wcsp-unclosed]
        ;
    task(int) t = spawn(sum(joined)), u = spawn(sum(closed));
    count(joined);
    v = join(t);
    count(closed);
    close_it(closed);
    v += join(u);
    go serve(served);
    count(served);
    go count(left);
    return first(left) + v;
}
// CHECK: {{^}}2 warnings generated.
