// RUN: %program %s
// A file that uses no coroutine is compiled as it is, and may use our words as
// its own names.
#include <stdio.h>
#include <sys/select.h>

static int go(int chan, int yield)
{
    int coroutine = chan + yield, blocking = 2;
    return coroutine * blocking;
}

int main(void)
{
    fd_set set;
    struct timeval now = {0, 0};
    FD_ZERO(&set);
    printf("%d %d\n", go(1, 2), select(0, &set, NULL, NULL, &now));
    return 0; // OUT: 6 0
}
