// RUN: %program %s
// Members of an unnamed struct or union in a local type are its owner's.
// OUT: 2 4 7 1 3
#include <csp.h>
#include <stdio.h>

int main(void)
{
    struct node {
        union {
            int number;
            struct { int low, high; };
            enum { NONE, SOME } kind;
        };
        int depth;
    } node = {.low = 2, .depth = 4};
    yield();
    union { struct { unsigned char first, rest[7]; }; long whole; } bytes;
    bytes.whole = 7;
    yield();
    struct node *same = &node;
    printf("%d %d %d ", same->number, node.depth, bytes.first);
    node.kind = SOME;
    yield();
    ((struct node *)&node)->high = 3;
    printf("%d %d\n", node.low, same->high);
}
