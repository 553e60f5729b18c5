// RUN: %program %s
// FLAGS: -fcsp-stress -Wno-unused
// A static of a type that its function defines is one object, of one type, for
// the coroutine and its plain twin.
// OUT: 1 12 13 14 2
#include <stdio.h>
#include <stdlib.h>

static int next(int i)
{
    typedef enum { FIRST = 1, OTHER = 10 } weight;
    typedef struct {
        weight w;
        int value;
    } entry;
    struct pair {
        int a, b;
    } both = {i, i}, *to = &both;
    static const entry list[2] = {{FIRST, 0}, {OTHER, 1}};
    static int calls;
    entry const chosen = list[i];
    calls++;
    return (int)chosen.w + chosen.value * to->b + (i ? calls - 1 : 0);
}
static int compare(const void *a, const void *b)
{
    printf("%d ", next(1)); // the twin, called by bsearch
    return a != b;
}

int main(void)
{
    int one = 2;
    printf("%d ", next(0));
    bsearch(&one, &one, 1, sizeof one, compare);
    printf("%d ", next(1));
    printf("%d %d\n", next(1), one);
}
