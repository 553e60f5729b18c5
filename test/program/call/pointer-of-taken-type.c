// RUN: %program %s
// A pointer to coroutines stays one where C takes its type from elsewhere:
// typeof, auto, casts, elements of channels, results of functions.
#include <csp.h>
#include <stdio.h>

typedef coroutine int work(int);
typedef __typeof__(work *) worker;
typedef chan(work *) workers;
struct box {
    __typeof__(work *) one, list[2];
    chan(worker) more;
};

static int add(int x)
{
    yield();
    return x + 1;
}
static work *chosen(work *w)
{
    yield();
    return w;
}
static __typeof__(work *) again(worker w)
{
    return w;
}

static int declared(work *w)
{
    __auto_type a = w;
    __typeof__(w) b = w;
    __typeof__(work *) c = w, *d = &c;
    __typeof__(&a) e = &a;
    return a(1) + b(2) + c(3) + (*d)(4) + (*e)(5) + d[0](6);
}
static int computed(void *p, work *w)
{
    int sum = ((__typeof__(work *))p)(1) + ((worker)p)(2);
    sum += chosen(w)(3) + again(w)(4) + (yield(), w)(5) + (p ? w : 0)(6);
    return sum + ({
               __auto_type v = w;
               v;
           })(7) +
           (*(worker[]){w})(8);
}
static int sent(work *w)
{
    auto_chan(work *) plain = chan_make(work *, 1);
    workers named = chan_make(work *, 1);
    struct box box = {w, {w, w}, chan_make(worker, 1)};
    chan_send(plain, w);
    chan_send(named, w);
    chan_send(box.more, box.list[1]);
    int sum = chan_get(plain)(1) + chan_get(named)(2) + chan_get(box.more)(3);
    chan_release(named);
    chan_release(box.more);
    task(work *) started = spawn(chosen(w));
    return sum + box.one(4) + box.list[0](5) + join(started)(6);
}

int main(void)
{
    printf("%d %d %d\n", declared(add), computed((void *)add, add), sent(add));
    // OUT: 27 44 27
    return 0;
}
