// RUN: %program %s
// A deadline ends what waits below any depth of calls: by name, by recursion,
// through a pointer. Each cleanup on the way runs once, inner ones first.
#include <csp.h>
#include <stdio.h>

static void clean(int *x)
{
    printf("clean %d\n", *x);
}

typedef coroutine void handler(chan(int) c);

static coroutine void wait_in(chan(int) c)
{
    __attribute__((cleanup(clean))) int guard = 10;
    printf("never %d\n", chan_get(c));
}

static void deep(chan(int) c, handler *last, int n)
{
    __attribute__((cleanup(clean))) int guard = n;
    if (n == 0)
        last(c);
    else
        deep(c, last, n - 1);
    puts("never");
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 0);
    int why;
    within (CSP_MS, &why) deep(c, wait_in, 2);
    printf("%d %d\n", why == CSP_ETIMEDOUT, csp_why() == CSP_ETIMEDOUT);
    // OUT: clean 10
    // OUT: clean 0
    // OUT: clean 1
    // OUT: clean 2
    // OUT: 1 1
    return 0;
}
