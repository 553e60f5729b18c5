// RUN: %program %s
// The branches of a par, and those of a par in one, reach an array of variable
// length of the function around them, with its length.
#include <csp.h>
#include <stdio.h>

static int slow(int n) { yield(); return n; }

static size_t fill(int n)
{
    int list[slow(n) + 1], table[2][slow(n)];
    size_t size = 0;
    par {
        list[n] = slow(5);
        {
            par {
                table[1][slow(n) - 1] = slow(7);
                size = sizeof list + sizeof table[0];
            }
        }
    }
    return size + (size_t)list[n] + (size_t)table[1][n - 1];
}

int main(void)
{
    printf("%zu\n", fill(3)); // OUT: 40
    return 0;
}
