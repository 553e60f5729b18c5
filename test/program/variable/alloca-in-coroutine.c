// RUN: %program %s
// What alloca gives lives until the coroutine ends, across suspensions and
// beyond the block it was made in.
#include <alloca.h>
#include <csp.h>
#include <stdio.h>
#include <string.h>

static int run(int n)
{
    char *list[10];
    int good = 0;
    for (int i = 0; i < n; i++) {
        char *p = i % 2 ? alloca((size_t)i + 5)
                        : (__builtin_alloca)((size_t)i + 5);
        memset(p, 'a' + i, (size_t)i + 5);
        list[i] = p;
        yield();
        if (i == 8) break;
    }
    yield();
    for (int i = 0; i < n && i < 9; i++)
        good += list[i][0] == 'a' + i && list[i][i + 4] == 'a' + i;
    return good;
}

int main(void)
{
    for (int i = 0; i < 5; i++)
        go run(i);
    printf("%d %d\n", run(4), run(20)); // OUT: 4 9
    while (csp_live() > 1)
        yield();
    return 0;
}
