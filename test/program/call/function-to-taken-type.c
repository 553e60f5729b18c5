// RUN: %program %s
// A coroutine's own name goes where a pointer to coroutines is wanted whose type
// C takes from elsewhere: an element of a channel, typeof, auto.
#include <csp.h>
#include <stdio.h>

typedef coroutine int work(int);
typedef coroutine int (*worker)(int);

static int add(int x)
{
    yield();
    return x + 1;
}

static int sent(void)
{
    auto_chan(work *) plain = chan_make(work *, 2);
    auto_chan(worker) named = chan_make(worker, 1);
    chan_send(plain, add);
    select {
    case_send(named, add): break;
    }
    if (chan_try_send(plain, &add) != 1) return 0;
    return chan_get(plain)(1) + chan_get(named)(2) + chan_get(plain)(3);
}

static int declared(work *w)
{
    __typeof__(w) b = add, list[2] = {add, w};
    __typeof__(list[0]) *d = &b;
    *d = add;
    list[1] = add;
    return b(1) + (*d)(2) + list[0](3) + list[1](4) + (*(__typeof__(w)[]){add})(5);
}

int main(void)
{
    printf("%d %d\n", sent(), declared(add)); // OUT: 9 20
    return 0;
}
