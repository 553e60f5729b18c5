// RUN: %program %s
// Under CSP_STRICT a descriptor that a task has waited for is not closed behind
// the runtime's back: the next use of its number says so.
#include <csp_io.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    int pair[2];
    char b;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) return 1;
    csp_read_dl(pair[0], &b, 1, csp_now() + CSP_MS);
    csp_detach(pair[0]);
    close(pair[0]); // this is in order
    puts("good"); // OUT: good
    csp_read_dl(pair[1], &b, 1, 0);
    csp_ready_dl(pair[1], CSP_READABLE, csp_now() + CSP_MS);
    close(pair[1]);
    if (pipe(pair)) return 1; // both numbers again
    fflush(stdout);
    csp_write(pair[1], "x", 1);
    puts("never");
}
// ENV: CSP_STRICT=1
// ERR-RE: csp: .*descriptor [0-9]+ was closed by close\(2\) after a task had waited for it: use csp_close, or csp_detach before.*
// EXIT: 2
