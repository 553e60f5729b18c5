// RUN: %program %s
// Recursion to and fro between two files, 100,000 deep.
// LINK: Inputs/recursion-half.c
#include <csp.h>
#include <stdio.h>

coroutine long here(int n);
coroutine long there(int n);

coroutine long here(int n)
{
    return n ? there(n - 1) + 2 : 0;
}

int main(void)
{
    printf("%ld\n", here(100000)); // OUT: 150000
    return 0;
}
