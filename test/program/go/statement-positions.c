// RUN: %program %s
// `go` stands wherever a statement may: in branches and loops without braces,
// behind labels and cases.
#include <csp.h>
#include <stdio.h>

static void put(chan(int) c, int v)
{
    chan_send(c, v);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    int sum = 0, n = 0;
    for (int i = 0; i < 4; i++)
        go put(c, 1);
    for (int i = 0; i < 4; i++)
        if (i % 2)
            go put(c, 10);
        else
            go put(c, 100);
    do
        go put(c, 1000);
    while (++n < 3);
    switch (n) {
    case 3: go put(c, 10000); break;
    default: go put(c, 20000);
    }
    if (n) goto label;
label:
    go put(c, 40000);
    while (n-- > 0)
        go put(c, 5);
    for (int i = 0; i < 16; i++)
        sum += chan_get(c);
    printf("%d\n", sum); // OUT: 53239
    while (csp_live() > 1)
        yield();
    chan_release(c);
    return 0;
}
