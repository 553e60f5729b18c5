// RUN: %program %s
// break and continue belong to the innermost loop, at every depth.
#include <csp.h>
#include <stdio.h>

static int slow(int x)
{
    yield();
    return x;
}

int main(void)
{
    for (int i = 0; i < 4; i++) {
        int j = 0;
        while (true) {
            if (slow(j) == i) break;
            j++;
            if (j % 2) continue;
            int k = 10;
            do {
                if (slow(k) == 12) break;
                if (k == 10) continue;
                printf("i %d j %d k %d\n", i, j, k);
            } while (slow(++k) < 20);
        }
        if (i == 1) continue;
        printf("i %d ends at %d\n", i, j);
    }
    return 0;
}
// OUT: i 0 ends at 0
// OUT: i 2 j 2 k 11
// OUT: i 2 ends at 2
// OUT: i 3 j 2 k 11
// OUT: i 3 ends at 3
