// RUN: %program %s
// return, break, continue and goto leave a statement expression in which
// nothing suspends, in a function that does.
#include <csp.h>
#include <stdio.h>

static void bye(int *p) { printf("bye %d\n", *p); }

static int returned(int n)
{
    yield();
    int twice = ({
        if (n > 2) return 100;
        2 * n;
    });
    return twice;
}

static int left(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        __attribute__((cleanup(bye))) int held = i;
        yield();
        sum += ({
            if (i == 1) continue;
            if (i == 3) break;
            if (i == 4) goto out;
            held;
        });
    }
out:
    return sum;
}

static void nothing(int n)
{
    yield();
    ({ if (n) return; });
    printf("on\n");
}

int main(void)
{
    printf("%d %d\n", returned(2), returned(3)); // OUT: 4 100
    printf("%d\n", left(6));
    // OUT: bye 0
    // OUT: bye 1
    // OUT: bye 2
    // OUT: bye 3
    // OUT: 2
    nothing(1);
    nothing(0); // OUT: on
    return 0;
}
