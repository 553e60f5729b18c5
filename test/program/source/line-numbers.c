// RUN: %program %s
// __LINE__ and __FILE__ are those of the source.
#include <csp.h>
#include <stdio.h>
#include <string.h>

#define HERE __LINE__

static int line(int x)
{
    yield();
    return x ? __LINE__ : HERE; // line 12
}

int main(void)
{
    int a = line(1) + __LINE__; // line 17
    yield();
    printf("%d %d %d\n", a, line(0), // line 19
           __LINE__); // line 20
    yield();
    puts(strrchr("/" __FILE__, '/') + 1);
    return 0;
}
// OUT: 29 12 20
// OUT: line-numbers.c
