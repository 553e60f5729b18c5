// RUN: %program %s
// What a block's types and statics are made of may be sizes and types of its
// variables, which are not there where these go.
// OUT: 32 3 4 1 13 8
#include <csp.h>
#include <stdio.h>

static int sum(int n)
{
    long wide = 7;
    int all[] = {1, 2, 3};
    char text[] = "abc";
    enum {
        BITS = 8 * (sizeof wide - sizeof(int)),
        COUNT = sizeof all / sizeof *all
    };
    yield();
    static int size = sizeof text, one = sizeof(*text);
    struct box {
        char room[sizeof(all) + 1];
        __typeof__(wide) wide;
    } box;
    typedef __typeof__(all[0]) element;
    element e = n;
    yield();
    box.wide = e + wide;
    printf("%d %d %d %d %d %ld\n", BITS, COUNT, size, one, (int)sizeof box.room,
           box.wide);
    return all[COUNT - 1] + text[2];
}

int main(void)
{
    return sum(1) != 3 + 'c';
}
