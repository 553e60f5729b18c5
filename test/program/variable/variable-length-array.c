// RUN: %program %s
// A variable length array whose scope does not suspend works in a coroutine,
// in a loop and as a parameter's type.
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
    int all = 0, fixed[5] = {1, 2, 3, 4, 5};
    for (int n = 1; n < 6; n++) {
        yield();
        {
            int list[n], size = (int)sizeof list;
            for (int i = 0; i < n; i++)
                list[i] = i + 1;
            for (int i = 0; i < n; i++)
                all += list[i];
            all += size / (int)sizeof(int);
        }
        all += 100 * sum(n, fixed);
    }
    printf("%d\n", all); // OUT: 3550
    return 0;
}
