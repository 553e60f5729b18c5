// RUN: %program %s
// The errno that a blocking call sets is there after it.
#include <csp.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void open_missing(chan(int) out)
{
    int fd = 0;
    errno = 0;
    blocking fd = open("/nowhere/at/all", O_RDONLY);
    int e = errno;
    chan_send(out, fd == -1 && e == ENOENT);
}

static void close_bad(chan(int) out)
{
    int result = 0;
    blocking {
        usleep(500);
        result = close(-1);
    }
    int e = errno;
    chan_send(out, result == -1 && e == EBADF);
}

int main(void)
{
    chan(int) out = chan_make(int, 0);
    int good = 0;
    for (int i = 0; i < 20; i++) {
        go open_missing(out);
        go close_bad(out);
    }
    for (int i = 0; i < 40; i++)
        good += chan_get(out);
    printf("%d\n", good); // OUT: 40
    while (csp_live() > 1)
        yield();
    chan_release(out);
    return 0;
}
