// RUN: %program %s
// A second join is told, and not taken for one of a task that came after.
#include <csp.h>
#include <stdio.h>

static int same(int n)
{
    return n;
}

int main(void)
{
    task(int) t = spawn(same(1));
    int first = join(t);
    task(int) u = spawn(same(2));
    printf("%d\n", first); // OUT: 1
    fflush(stdout);
    printf("%d\n", join(t)); // ERR: joined-twice-later.c:@LINE: a task is joined or dropped twice
    printf("%d\n", join(u));
    return 0;
}
// EXIT: 2
