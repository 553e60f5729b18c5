// RUN: %program %s
// A typedef of an array's typeof has the array's lengths; a statement
// expression may be a pointer to rows, or an array, of variable length.
#include <csp.h>
#include <stdio.h>

static int same(int n)
{
    yield();
    return n;
}

static void typedefs(int n)
{
    int a[n], rows[2][n];
    typedef __typeof__(a) array;
    typedef __typeof__(rows[0]) *pointer, row;
    array b;
    pointer p = &rows[same(1)];
    row last;
    n = 100; // changes none of them
    a[0] = b[same(2)] = 2;
    (*p)[same(0)] = last[1] = 5;
    printf("%zu %d\n", sizeof(array) / sizeof(int), b[2] + a[0]); // OUT: 3 4
    printf("%zu %d\n", sizeof *p / sizeof(int), rows[1][0]);      // OUT: 3 5
    printf("%zu %d\n", sizeof(row) / sizeof(int), last[1]);       // OUT: 3 5
}

static void statement_expressions(int n)
{
    int a[2][n];
    for (int i = 0; i < 2 * n; i++)
        (&a[0][0])[i] = i;
    int(*p)[n] = ({
        int k = same(1);
        a + k;
    });
    printf("%d %d\n", (*p)[0], ({
               same(1);
               a;
           })[same(1)][same(2)]); // OUT: 3 5
    printf("%d\n", (*({
               int(*q)[n] = p;
               same(0);
               q - 1;
           }))[same(1)]); // OUT: 1
    printf("%zu\n", sizeof(*({
                        same(1);
                        a;
                    })) /
                        sizeof(int)); // OUT: 3
}

int main(void)
{
    typedefs(3);
    statement_expressions(3);
    return 0;
}
