// RUN: %program %s
// UNSUPPORTED: asan
// FLAGS: -fcsp-stress -w
// A pointer whose type was cast leads to a function with other parameters, or
// another result: it is called as C calls it, whatever its frame would hold.
// OUT: 3 7 9
#include <stdio.h>

typedef int visit_fn(int *item, void *context, long more);
static int count;
static int ignores(int *item)
{
    count++;
    return *item;
}
static void gives_nothing(int *item, void *context, long more)
{
    *(int *)context += *item + (int)more;
}
static int each(visit_fn *visit, int *item, void *context)
{
    int sum = 0;
    for (int i = 0; i < 3; i++)
        sum += visit(item, context, 2);
    return sum;
}

int main(void)
{
    int one = 1, seven = 0, nine;
    each((visit_fn *)gives_nothing, &one, &seven);
    nine = each((visit_fn *)ignores, &(int){3}, NULL);
    printf("%d %d %d\n", count, seven - 2, nine);
}
