// RUN: %program %s
// A variable length array lives across suspensions until its scope is left, by
// its end, break, continue, goto and return; sizeof gives its own length.
#include <csp.h>
#include <stdio.h>

static int run(int n, int how)
{
    int all = 0;
    for (int i = 1; i <= n; i++) {
        int list[i], (*p)[i] = &list, table[2][i];
        for (int k = 0; k < i; k++) {
            list[k] = k;
            table[1][k] = 10 * k;
            yield();
        }
        i += 0 * n++;
        n--;
        if (how == 1 && i == 2) continue;
        if (how == 2 && i == 3) break;
        if (how == 3 && i == 3) goto out;
        if (how == 4 && i == 3) return (int)sizeof list;
        all += (*p)[i - 1] + table[1][i - 1] + (int)(sizeof table / sizeof list);
        yield();
    }
    all += 1000;
out:
    yield();
    return all;
}

int main(void)
{
    printf("%d %d %d %d %d\n", run(4, 0), run(4, 1), run(4, 2), run(4, 3),
           run(4, 4)); // OUT: 1074 1061 1015 15 12
    return 0;
}
