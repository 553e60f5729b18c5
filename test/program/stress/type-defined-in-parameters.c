// RUN: %program %s
// FLAGS: -fcsp-stress -w
// A function whose parameters define types stays plain: nobody else knows them.
// OUT: 12
#include <stdio.h>

static int sum(struct own { int n; } * p, enum choice{LOW = 3, HIGH} e)
{
    struct own copy = *p;
    return copy.n + e + HIGH;
}

int main(void)
{
    struct {
        int n;
    } five = {5};
    printf("%d\n", sum((void *)&five, 3));
}
