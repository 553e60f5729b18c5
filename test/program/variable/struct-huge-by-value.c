// RUN: %program %s
// A struct of 100 KB is an argument, a result and a local, and stays intact.
#include <csp.h>
#include <stdio.h>
#include <string.h>

struct huge { unsigned char bytes[100 * 1024]; };

static unsigned sum(const struct huge *h)
{
    unsigned s = 0;
    for (size_t i = 0; i < sizeof h->bytes; i++)
        s = s * 31 + h->bytes[i];
    return s;
}

static struct huge shift(struct huge h, int by)
{
    yield();
    for (size_t i = 0; i < sizeof h.bytes; i++)
        h.bytes[i] = (unsigned char)(h.bytes[i] + by);
    yield();
    return h;
}

int main(void)
{
    struct huge h;
    for (size_t i = 0; i < sizeof h.bytes; i++)
        h.bytes[i] = (unsigned char)(i * 7 % 251);
    unsigned before = sum(&h);
    struct huge there = shift(h, 100);
    struct huge back = shift(there, -100);
    printf("%d %d\n", sum(&h) == before, sum(&there) == before);
    printf("%d %d\n", sum(&back) == before, memcmp(&h, &back, sizeof h));
    return 0;
}
// OUT: 1 0
// OUT: 1 0
