// RUN: %program %s
// Typedefs of variable length, parameters with lengths and arrays of arrays
// keep the lengths they had when declared.
#include <csp.h>
#include <stdio.h>

static int trace(int rows, int columns, int m[rows][columns])
{
    int sum = 0;
    for (int i = 0; i < rows && i < columns; i++) {
        yield();
        sum += m[i][i];
    }
    columns = 0;
    yield();
    return sum * 10 + (int)(sizeof m[0] / sizeof(int));
}

int main(void)
{
    int n = 3;
    typedef int row[n];
    n = 5;
    yield();
    row rows[n];
    for (int i = 0; i < n; i++)
        for (int k = 0; k < 3; k++, yield())
            rows[i][k] = i * 3 + k;
    n = 1;
    printf("%zu %zu\n", sizeof(row) / sizeof(int), sizeof rows / sizeof(row));
    printf("%d\n", trace(5, 3, rows));
    yield();
    printf("%d %d\n", rows[4][2], trace(3, 5, (int(*)[5])rows));
    return 0;
}
// OUT: 3 5
// OUT: 123
// OUT: 14 185
