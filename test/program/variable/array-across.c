// RUN: %program %s
// Arrays, of one dimension and several, keep all elements over suspensions.
#include <csp.h>
#include <stdio.h>
#include <string.h>

static int slow(int x)
{
    yield();
    return x;
}

int main(void)
{
    char word[] = "suspend";
    int grid[3][4] = {{0}}, sum = 0;
    const char *names[] = {"zero", "one", "two"};
    double halves[5];
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 4; j++) {
            yield();
            grid[i][j] = i * slow(10) + j;
        }
        word[i] = (char)(word[i] - 32);
    }
    for (int i = 0; i < 5; i++)
        halves[i] = slow(i) / 2.0;
    yield();
    for (int(*row)[4] = grid; row < grid + 3; row++)
        for (int *p = *row; p < *row + 4; p++, yield())
            sum += *p;
    printf("%s %zu %d %s %.1f\n", word, sizeof word, sum, names[slow(2)],
           halves[3]); // OUT: SUSpend 8 138 two 1.5
    yield();
    memmove(word, word + slow(3), sizeof word - 3);
    printf("%s\n", word); // OUT: pend
    return 0;
}
