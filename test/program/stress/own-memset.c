// RUN: %program %s
// FLAGS: -fcsp-stress -w -fno-builtin
// A program may define what the compiler makes calls of by itself, such as
// memset: those functions stay plain.
// OUT: 7 7 0
#include <stdio.h>

typedef __SIZE_TYPE__ size;

void *memset(void *to, int byte, size n)
{
    unsigned char *at = to;
    while (n-- > 0)
        *at++ = (unsigned char)byte;
    return to;
}

static int fill(unsigned char *bytes, int n)
{
    for (int i = 0; i < n; i++)
        bytes[i] = 7;
    return bytes[n - 1];
}

int main(void)
{
    unsigned char bytes[100];
    memset(bytes, 7, sizeof bytes);
    int before = bytes[50];
    int last = fill(bytes, 100);
    memset(bytes, 0, sizeof bytes);
    printf("%d %d %d\n", before, last, bytes[99]);
}
