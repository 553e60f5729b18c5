// RUN: cd %S && %cspcc --emit=c scopes.c | sed 's/cspcc [0-9.]* from/cspcc from/' | diff Inputs/scopes.c -
// Variables that live in the frame: arrays and structs of disjoint scopes share
// their place, cleanups run on each way out, an array of variable length has
// memory of its own.
#include <csp.h>
#include <string.h>
#include <unistd.h>

static int scopes(int fd, int n)
{
    auto_chan(int) c = chan_make(int, 1);
    if (n < 0) return -1;
    if (n > 10) {
        char line[80];
        ssize_t length;
        blocking length = read(fd, line, sizeof line);
        if (length <= 0) return -2;
        chan_send(c, line[0]);
    } else {
        int squares[n + 1];
        for (int i = 0; i <= n; i++) {
            squares[i] = i * i;
            csp_sleep(squares[i]);
        }
        chan_send(c, squares[n]);
    }
    return chan_get(c);
}

int main(void)
{
    return scopes(0, 3);
}
