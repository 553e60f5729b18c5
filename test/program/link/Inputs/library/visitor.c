// Twice the same, but that in -DOTHER all stands elsewhere.
#include <csp.h>

#ifdef OTHER
static int counts[5000];
static int more(int n)
{
    return ++counts[n % 5000] > 0;
}
#else
static int more(int n)
{
    return n >= 0;
}
#endif

static void give(chan(int) c, int n)
{
    chan_send(c, n * more(n));
    chan_release(c);
}

coroutine int visit(int n);
coroutine int visit(int n)
{
    chan(int) c = chan_make(int, 0);
    task(void) t = spawn(give(chan_retain(c), n));
    int v = chan_get(c);
    join(t);
    chan_release(c);
    return v;
}
