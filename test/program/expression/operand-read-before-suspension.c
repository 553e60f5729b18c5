// RUN: %program %s
// Operands are read from left to right: one that a later suspension changes
// keeps the value it had, one behind it is read afterwards.
#include <csp.h>
#include <stdio.h>

static int global = 1;
static struct { int a[2]; } box = {{1, 2}};

static int set(int value)
{
    yield();
    global = value;
    box.a[0] = box.a[1] = value;
    return 100;
}

static int pick(int a, int b, int c)
{
    return a * 10000 + b * 10 + c;
}

int main(void)
{
    printf("%d\n", global + set(5));         // OUT: 101
    printf("%d\n", set(6) + global);         // OUT: 106
    printf("%d\n", pick(global, set(7), global)); // OUT: 61007
    printf("%d\n", box.a[0] * 10 + set(2) + box.a[1]); // OUT: 172
    printf("%d\n", global++ + set(8) + global); // OUT: 110
    int *p = &global, i = 1;
    printf("%d\n", *p + set(9) + *p);        // OUT: 117
    printf("%d\n", i + (i = 5, set(0)) + i); // OUT: 106
    printf("%d\n", (global ? global : -1) + set(3)); // OUT: 99
    return 0;
}
// FLAGS: -Wno-unsequenced -Wno-sequence-point
