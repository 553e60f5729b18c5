// RUN: %program %s
// `aligned` without a number asks for the largest alignment of the machine,
// for variables in the frame too.
// OUT: 0 0
#include <csp.h>
#include <stdint.h>
#include <stdio.h>

int main(void)
{
    char before = 1;
    struct pair {
        int a, b;
    } __attribute__((aligned)) pair = {1, 2};
    char c __attribute__((aligned)) = 3, *p = &c;
    yield();
    printf("%d %d\n", (int)((uintptr_t)&pair % __BIGGEST_ALIGNMENT__),
           (int)((uintptr_t)p % __BIGGEST_ALIGNMENT__) + before - 1);
}
