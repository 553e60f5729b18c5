// RUN: %program %s
// FLAGS: -fcsp-stress -w
// The padding of a variable with a constant initialiser is zero, as compilers
// make it; values that are no constants still come from where they are.
// OUT: 33 01 02 00 0
// OUT: 5 120 9
#include <stdio.h>
#include <string.h>

struct bits {
    unsigned a : 4, b : 4;
    unsigned char hash[2];
};
struct mixed {
    char c;
    double d;
    const char *s;
};

static int dirty(void)
{
    volatile unsigned char stack[200];
    memset((void *)stack, 0xee, sizeof stack);
    return stack[7] == 0xee;
}

static void show(int n)
{
    struct bits bits = {3, 3, {1, 2}};
    struct mixed zero = {0};
    struct mixed all = {n, 'x', &"123456789"[n]};
    unsigned char *byte = (unsigned char *)&bits;
    int sum = 0;
    for (size_t i = 0; i < sizeof zero; i++)
        sum += ((unsigned char *)&zero)[i];
    printf("%02x %02x %02x %02x %d\n", byte[0], byte[1], byte[2], byte[3], sum);
    printf("%d %g %c\n", all.c, all.d, all.s[3]);
}

int main(void)
{
    dirty();
    show(5);
}
