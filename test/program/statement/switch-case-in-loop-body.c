// RUN: %program %s
// A case label inside a loop inside the switch enters the loop in its middle.
#include <csp.h>
#include <stdio.h>

static int count(int start)
{
    int n = 0, i = 0;
    switch (start) {
    case 0:
        for (i = 0; i < 5; i++) {
            yield();
            n += 1;
            __attribute__((fallthrough));
    case 1:
            yield();
            n += 10;
            if (n > 1000) {
    case 2:
                n += 100;
                yield();
            }
        }
        break;
    default:
        n = -1;
    }
    return n;
}

int main(void)
{
    printf("%d %d %d %d\n", count(0), count(1), count(2), count(3));
    return 0; // OUT: 55 54 144 -1
}
