// RUN: %program %s
// Only the operand that __builtin_choose_expr chooses is evaluated, and it is
// the object that it names.
#include <csp.h>
#include <stdio.h>

static int id(int x)
{
    yield();
    return x;
}
static int never(void)
{
    yield();
    printf("no\n");
    return 0;
}

int main(void)
{
    struct {
        char s[4];
    } a = {"abc"}, b = {"xyz"};
    int same = __builtin_choose_expr(
        __builtin_types_compatible_p(__typeof__(id(1)), int), id(5), never());
    __builtin_choose_expr(sizeof(int) == 8, a, b).s[id(1)] = 'Y';
    printf("%d %s %s\n", same, a.s, b.s); // OUT: 5 abc xYz
    return 0;
}
