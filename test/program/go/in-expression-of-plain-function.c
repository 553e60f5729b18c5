// RUN: %program %s
// A plain function may start tasks anywhere in an expression, in the argument
// of another start too; __LINE__ behind it is right.
#include <csp.h>
#include <stdio.h>

static chan(int) out;

static void run(int n)
{
    yield();
    chan_send(out, n);
}

static int start(int n)
{
    int sum = ({
        go run(n);
        n;
    }) + ({
        go {
            chan_send(out, 4);
        }
        2;
    });
    for (int i = 0; i < ({
                        go run(5);
                        1;
                    });
         i++)
        go run(({
            go run(6);
            7;
        }));
    return sum * 1000 + __LINE__; // OUT: 5035
}

int main(void)
{
    int sum = 0;
    out = chan_make(int, 0);
    int first = start(3);
    printf("%d\n", first);
    for (int i = 0; i < 6; i++)
        sum += chan_get(out);
    printf("%d\n", sum); // OUT: 30
    chan_release(out);
    return 0;
}
