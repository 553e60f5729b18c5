// RUN: %program %s
// A return from inside nested loops ends the coroutine with its value, and the
// next call of the same coroutine begins afresh.
#include <csp.h>
#include <stdio.h>

static int find(const int (*table)[3], int rows, int wanted)
{
    int steps = 0;
    for (int i = 0; i < rows; i++) {
        for (int j = 0; j < 3; j++) {
            steps++;
            yield();
            if (table[i][j] == wanted) return steps;
            while (table[i][j] < 0) {
                yield();
                if (steps++ > 50) return -steps;
            }
        }
        switch (i) {
        case 1:
            yield();
            if (wanted == 99) return 1000 + steps;
        }
    }
    return 0;
}

int main(void)
{
    static const int table[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, -1, 9}};
    printf("%d ", find(table, 3, 1));
    printf("%d ", find(table, 3, 6));
    printf("%d ", find(table, 2, 9));
    printf("%d ", find(table, 2, 99));
    printf("%d\n", find(table, 3, 9)); // OUT: 1 6 0 1006 -52
    return 0;
}
