// RUN: %program %s
// FLAGS: -fcsp-stress -w
// A function with a call in an operand of asm stays plain.
// OUT: 5
#include <stdio.h>

static int id(int x)
{
    return x;
}

int main(void)
{
    int r;
    __asm__("" : "=r"(r) : "0"(id(5)));
    printf("%d\n", r);
    return 0;
}
