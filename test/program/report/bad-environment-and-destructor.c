// RUN: %program %s
// A bad variable is told once, and the program ends, though what it has for its
// end uses channels.
#include <csp.h>
#include <stdlib.h>

static chan(int) c;

__attribute__((destructor)) static void leave(void)
{
    chan_try_send(c, 1);
    chan_release(c);
}

static void at_exit(void)
{
    chan(int) d = chan_make(int, 1);
    chan_close(d);
    chan_close(d);
    chan_release(d);
}

int main(void)
{
    atexit(at_exit);
    c = chan_make(int, 1);
    return 0;
}
// ENV: CSP_STRICT=perhaps
// ERR: csp: CSP_STRICT=perhaps: must be a number from 0 to 1
// EXIT: 2
