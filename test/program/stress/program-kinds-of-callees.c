// RUN: %program %s
// FLAGS: -fcsp-stress=program -w
// LINK: Inputs/callees.c
// LINK-PLAIN: Inputs/callees-plain.c
// Functions of other files that are no coroutine, or not as they are declared
// here, are called as C calls them: variadic, defined in the old way, behind
// setjmp, weak, by another name, compiled by another compiler.
// OUT: struct 1 2 3 x
// OUT: variadic 6
// OUT: old style 303
// OUT: jumped 1
// OUT: weak 8 2
// OUT: alias 7
// OUT: plain 10 25
#include "Inputs/callees.h"
#include <setjmp.h>
#include <stdio.h>

int narrow(int, int);
int unknown();

static jmp_buf place;
void jump_back(void)
{
    longjmp(place, 1);
}
static int guard(int depth)
{
    if (setjmp(place)) return 1;
    dive(depth);
    return 0;
}
__attribute__((weak)) int overridden(int x)
{
    return x;
}
__attribute__((weak)) int kept(int x)
{
    return x;
}
int call_back(int x)
{
    return x * x;
}

int main(void)
{
    struct big big = make_big(3, 'x');
    printf("struct %d %d %d %c\n", big.v[0], big.v[1], big.v[2], big.c);
    printf("variadic %d\n", sum(3, 1, 2, 3));
    printf("old style %d\n", narrow(1, 2) + unknown(1, 2) * 100);
    printf("jumped %d\n", guard(3));
    printf("weak %d %d\n", overridden(4), kept(2));
    printf("alias %d\n", add_again(3, 4));
    printf("plain %d %d\n", plain(5), plain_calls(call_back, 5));
}
