#include <stdio.h>

static int restrict;

static int factorial(inline)
int inline;
{
    int rest = 0;
    if (inline < 2) return 1;
    rest = factorial(inline - 1);
    return inline * rest;
}

int main(void)
{
    int values[3] = {3, 6}, i;
    for (i = 0; i < 2; i++) {
        printf("%d ", factorial(values[i]));
        restrict++;
    }
    printf("%d\n", 4 //* a division */ 2
    );
    return restrict != 2;
}
