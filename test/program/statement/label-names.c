// RUN: %program %s
// Labels are per function, may stand before any statement, in a row and at
// the end, and may share names with variables and functions.
#include <csp.h>
#include <stdio.h>

static int out(int x)
{
out:
    yield();
    if (x < 3) {
        x++;
        goto out;
    }
    goto end;
end:
    return x;
}

static int twice(int x)
{
    int count = 0;
    goto count;
a:
b:
    yield();
    count += x;
    if (count < 6) goto a;
    if (count < 12) goto b;
    goto end;
count:
    yield();
    count = out(count);
    goto b;
end:
    yield();
    return count;
}

int main(void)
{
    printf("%d %d\n", out(1), twice(2)); // OUT: 3 13
    return 0;
}
