// RUN: cd %S && %cspcc --emit=c calls.c | sed 's/cspcc [0-9.]* from/cspcc from/' | diff Inputs/calls.c -
// Frames of callees: inside the caller's, from the pool for recursion and for
// another file, through a pointer; operands saved where the order could show.
#include <csp.h>

typedef coroutine int handler(int n);
coroutine int elsewhere(int n);

static int step(int n)
{
    yield();
    return n + 1;
}

static int tree(int n)
{
    return n < 2 ? step(n) : tree(n - 1) + tree(n - 2);
}

int main(int argc, char **argv)
{
    handler *pick = argc > 1 ? step : elsewhere;
    int n = argc, first = argv[0][0];
    n += step(n) * pick(first) + tree(n);
    return n && elsewhere(n);
}
