// RUN: %program %s
// A tag that a block declares before it defines it is one type, and another one
// than that of the same name in a block beside it.
// OUT: 1 5 2 9
#include <csp.h>
#include <stdio.h>

int main(void)
{
    int small, number, ring, inner;
    {
        struct item { char c; } item = {1};
        yield();
        small = (int)sizeof item * item.c;
    }
    {
        typedef struct item item;
        struct item { item *next; int n; };
        item one = {&one, 5};
        yield();
        number = one.next->n;
    }
    {
        struct list;
        typedef struct list *link;
        typedef struct { link to; } holder;
        struct list { holder next; int n; };
        struct list a = {{NULL}, 1}, b = {{&a}, 2};
        a.next.to = &b;
        yield();
        ring = a.next.to->n;
        {
            struct list { int n; } shadow = {9};
            yield();
            inner = shadow.n;
        }
    }
    printf("%d %d %d %d\n", small, number, ring, inner);
}
