// RUN: %program %s
// A static local is one for all calls, keeps its first initialiser, and is
// shared by tasks.
#include <csp.h>
#include <stdio.h>

static int *next(void)
{
    static int count = 10;
    static int *const place = &count;
    yield();
    ++*place;
    {
        static int count = 100;
        yield();
        count += 100;
        if (count > 500) return &count;
    }
    return &count;
}

static void use(chan(int) done)
{
    int x = *next();
    chan_send(done, x);
}

int main(void)
{
    chan(int) done = chan_make(int, 0);
    int last = 0;
    for (int i = 0; i < 3; i++) {
        go use(done);
        last = chan_get(done);
    }
    printf("%d\n", last);     // OUT: 13
    printf("%d\n", *next());  // OUT: 14
    printf("%d\n", *next());  // OUT: 600
    while (csp_live() > 1)
        yield();
    chan_release(done);
    return 0;
}
