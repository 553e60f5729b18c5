// RUN: %program %s
// A function may be declared in a block by types of that block.
// OUT: 14 8
#include <csp.h>
#include <stdio.h>

int twice(int n);
int half(const void *p);

int main(void)
{
    typedef int function(int);
    typedef const void *pointer;
    int n = 7, sixteen = 16;
    yield();
    {
        function twice;
        int half(pointer);
        n = twice(n);
        sixteen = half(&sixteen);
    }
    yield();
    printf("%d %d\n", n, sixteen);
}

int twice(int n)
{
    return 2 * n;
}

int half(const void *p)
{
    return *(const int *)p / 2;
}
