// RUN: %program %s
// Cases fall through, in a switch inside a switch, across suspensions.
#include <csp.h>
#include <stdio.h>

static void walk(int a, int b)
{
    printf("%d%d:", a, b);
    switch (a) {
    case 1:
        yield();
        printf(" one");
        __attribute__((fallthrough));
    case 2:
        printf(" two");
        switch (b) {
        default:
            printf(" other");
            yield();
            __attribute__((fallthrough));
        case 5:
            yield();
            printf(" five");
            break;
        case 6:
            printf(" six");
            yield();
        }
        printf(" inner");
        __attribute__((fallthrough));
    case 3:
        yield();
        printf(" three");
        break;
    default:
        printf(" default");
    }
    printf("\n");
}

int main(void)
{
    walk(1, 5); // OUT: 15: one two five inner three
    walk(2, 6); // OUT: 26: two six inner three
    walk(2, 7); // OUT: 27: two other five inner three
    walk(3, 5); // OUT: 35: three
    walk(4, 5); // OUT: 45: default
    return 0;
}
