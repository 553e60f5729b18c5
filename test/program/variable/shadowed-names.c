// RUN: %program %s
// A name declared anew in a block hides the outer one, and both live across
// suspensions; a parameter and a global can be hidden too.
#include <csp.h>
#include <stdio.h>

static int x = 1;

static int hide(int x)
{
    int y = x;
    yield();
    {
        int x = y + 10;
        yield();
        {
            double x = 0.5, y = 2;
            yield();
            for (int y = 0; y < 2; y++, yield())
                x += y;
            yield();
            printf("%.1f %.1f ", x, y);
        }
        x++;
        yield();
        {
            extern int printf(const char *, ...);
            printf("%d ", x);
        }
    }
    yield();
    return x + y;
}

int main(void)
{
    printf("%d\n", hide(5)); // OUT: 1.5 2.0 16 10
    yield();
    int y = x;
    yield();
    int x = y + 1;
    yield();
    {
        int outer = x, x = outer * 10;
        yield();
        printf("%d %d\n", outer, x); // OUT: 2 20
    }
    printf("%d %d\n", x, y); // OUT: 2 1
    return 0;
}
