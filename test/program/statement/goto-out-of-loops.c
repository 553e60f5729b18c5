// RUN: %program %s
// A goto leaves loops, switches and blocks, across suspensions, to labels
// before and behind.
#include <csp.h>
#include <stdio.h>

static int slow(int x)
{
    yield();
    return x;
}

static int run(int how)
{
    int tries = 0;
retry:
    for (int i = 0; i < 3; i++) {
        while (slow(1)) {
            switch (slow(how)) {
            case 0: goto done;
            case 1: {
                int local = slow(40);
                tries += local;
                goto next;
            }
            case 2:
                how = 0;
                tries++;
                goto retry;
            default:
                do {
                    tries += 5;
                    if (slow(tries) > 12) goto done;
                } while (true);
            }
        }
    next:
        yield();
    }
    tries += 1000;
done:
    yield();
    return tries;
}

int main(void)
{
    printf("%d %d %d %d\n", run(0), run(1), run(2), run(3));
    return 0; // OUT: 0 1120 1 15
}
