// RUN: %program %s
// A variable length array, local to a coroutine, is filled across suspensions.
#include <csp.h>
#include <stdio.h>

static int sum(int n, int list[n])
{
    int total = 0;
    for (int i = 0; i < n; i++) {
        yield();
        total += list[i];
    }
    return total;
}

int main(void)
{
    int all = 0;
    for (int n = 1; n < 6; n++) {
        int list[n], size = (int)sizeof list;
        for (int i = 0; i < n; i++) {
            list[i] = i + 1;
            yield();
        }
        all += sum(n, list) + size / (int)sizeof(int);
    }
    printf("%d\n", all); // OUT: 50
    return 0;
}
