// RUN: %program %s
// Compound literals may hold suspensions; an array one lives as long as its
// block.
#include <csp.h>
#include <stdio.h>

struct item { int n; const char *text; int more[2]; };

static int slow(int x)
{
    yield();
    return x;
}

static int total(struct item item, const int *list)
{
    yield();
    return item.n + item.more[0] + item.more[1] + list[0] + list[1];
}

int main(void)
{
    struct item a = (struct item){slow(1), "one", {slow(2), slow(3)}};
    struct item *p = &(struct item){.text = "kept", .n = slow(6)};
    int *list = (int[]){slow(10), 20, slow(30)};
    yield();
    printf("%d %d %d\n", a.n, a.more[0], a.more[1]);   // OUT: 1 2 3
    printf("%d %s %d\n", p->n, p->text, p->more[1]);   // OUT: 6 kept 0
    list[1] += slow(5);
    printf("%d %d %d\n", list[0], list[1], list[2]);   // OUT: 10 25 30
    printf("%d\n", total((struct item){.n = slow(4)}, (int[2]){1, slow(2)}));
    printf("%d\n", (int[]){5, slow(6), 7}[slow(1)]);
    for (int i = 0; i < 2; i++) {
        int *q = (int[]){i};
        yield();
        printf("%d\n", ++*q);
    }
    return 0;
}
// OUT: 7
// OUT: 6
// OUT: 1
// OUT: 2
