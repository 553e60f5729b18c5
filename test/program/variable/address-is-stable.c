// RUN: %program %s
// The address of a local is the same before and after each suspension.
#include <csp.h>
#include <stdio.h>

struct node { struct node *self; int x; };

static int check(int depth)
{
    struct node node = {.self = &node, .x = depth};
    int array[4], *at = &array[2], bad = 0;
    array[2] = depth;
    yield();
    bad += node.self != &node || at != array + 2;
    if (depth) bad += check(depth - 1);
    yield();
    bad += node.self != &node || node.self->x != depth || *at != depth;
    return bad;
}

int main(void)
{
    for (int i = 0; i < 20; i++)
        go check(i);
    printf("%d\n", check(40)); // OUT: 0
    while (csp_live() > 1)
        yield();
    return 0;
}
