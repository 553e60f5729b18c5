// RUN: %program %s
// C evaluates the lengths in the operand of sizeof, and an operand of sizeof
// whose own length varies; nothing else there.
#include <csp.h>
#include <stdio.h>

static int count;
static int id(int x)
{
    yield();
    return x;
}
static int next(void)
{
    yield();
    return ++count;
}

static int named(int q)
{
    int n = id(q);
    yield();
    return (int)sizeof(int[n]) + (int)sizeof(int[id(n)][next()]) +
           id(1) * (int)sizeof(char[next()]) + (int)sizeof(int[3]);
}

static int objects(int n)
{
    int v[n][2], known[3][2];
    yield();
    int size = (int)sizeof *v + (int)sizeof known[next()] + (int)sizeof(next());
    printf("%d\n", count);
    size += (int)sizeof v[next()][0] + (int)_Alignof(int[n]);
    return size + (int)sizeof *(int(*)[id(5)])v + id(count);
}

int main(void)
{
    printf("%d\n", named(4));   // OUT: 46
    printf("%d\n", objects(3)); // OUT: 2
    // OUT: 50
    return 0;
}
