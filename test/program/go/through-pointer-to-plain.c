// RUN: %program %s
// A pointer to coroutines may lead to a function that does not suspend, here or
// in the C library: it can be started as it can be called, and spawned.
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>

struct big {
    const char *text;
    int n;
};

static struct big got;
static void quick(struct big b, int more)
{
    got = b;
    got.n += more;
}

static struct big make(int n)
{
    return (struct big){"made", n};
}

static void slow(struct big b, int more)
{
    yield();
    quick(b, 2 * more);
}

typedef coroutine void handler(struct big, int);
static handler *const table[] = {quick, slow};

static int start(handler *how)
{
    return ({
        go how((struct big){"plain", 1}, 1);
        1;
    });
}

int main(void)
{
    for (int i = 0, n = 0; i < 2;) {
        go table[i++]((struct big){"go", ++n}, 10);
        while (csp_live() > 1)
            yield();
        printf("%s %d\n", got.text, got.n); // OUT: go 11
    }
    int n = start(quick); // OUT: go 22
    while (csp_live() > 1)
        yield();
    printf("%s %d\n", got.text, got.n + n); // OUT: plain 3
    coroutine struct big (*maker)(int) = make;
    coroutine int (*absolute)(int) = abs;
    task(struct big) t = spawn(maker(7));
    task(int) u = spawn(absolute(-8));
    struct big made = join(t);
    printf("%s %d %d\n", made.text, made.n, join(u)); // OUT: made 7 8
    return 0;
}
