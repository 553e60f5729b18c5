// RUN: %program %s
// Writer ends are counted: one that retires after all have is a mistake of the
// program, which stops with the place (row Y1).
#include <csp.h>
#include <stdio.h>

static void writer(chan(int) c, int times)
{
    chan_send(c, 1);
    while (times-- > 0)
        chan_retire(c); // ERR: writers-one-too-many.c:@LINE: chan_retire: all writers have retired
}

int main(void)
{
    chan(int) c = chan_make(int, 5);
    chan_writers(c, 1);
    chan_writers(c, 1); // multiplied: two ends now
    writer(c, 1);
    printf("%d\n", chan_try_send(c, 2)); // OUT: 1
    writer(c, 2);
    puts("not reached");
    return 0;
}
// EXIT: 2
