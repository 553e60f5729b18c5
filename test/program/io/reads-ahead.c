// RUN: %program %s
// csp_in_*: pieces up to a byte or of a length, over any cut of the stream; the
// rest at its end; what is too long; a deadline takes nothing away.
#include <csp_io.h>
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static void writes(int fd, const char *text, chan(int) done)
{
    for (; *text; text++) {
        csp_write(fd, text, 1);
        yield();
    }
    chan_send(done, 1);
}

static void show(ssize_t n, const char *piece)
{
    printf("%zd [%.*s]\n", n, n > 0 ? (int)n : 0, piece);
}

int main(void)
{
    int p[2];
    char data[8], *piece = NULL;
    auto_chan(int) done = chan_make(int, 0);
    if (pipe(p)) return 1;
    struct csp_in in = {.fd = p[0], .data = data, .size = sizeof data};
    go writes(p[1], "one,two,1234567,8chars,,part", done);
    for (int i = 0; i < 3; i++)
        show(csp_in_until(&in, ',', &piece), piece);
    // OUT: 4 [one,]
    // OUT: 4 [two,]
    // OUT: 8 [1234567,]
    show(csp_in_exact(&in, 5, &piece), piece); // OUT: 5 [8char]
    show(csp_in_until(&in, ',', &piece), piece); // OUT: 2 [s,]
    show(csp_in_until(&in, ',', &piece), piece); // OUT: 1 [,]
    (void)chan_get(done);
    ssize_t n = csp_in_until_dl(&in, ',', &piece, csp_now() + CSP_MS);
    printf("%zd %d %zu\n", n, errno == ETIMEDOUT, in.end - in.at); // OUT: -1 1 4
    csp_write(p[1], "s and more", 10);
    n = csp_in_until(&in, ',', &piece);
    printf("%zd %d\n", n, errno == EMSGSIZE);  // OUT: -1 1
    show(csp_in_exact(&in, 9, &piece), "");    // OUT: -1 []
    show(csp_in_exact(&in, 8, &piece), piece); // OUT: 8 [parts an]
    csp_close(p[1]);
    printf("%zd\n", csp_in_more(&in));           // OUT: 6
    show(csp_in_until(&in, ',', &piece), piece); // OUT: 6 [d more]
    errno = EIO;
    show(csp_in_until(&in, ',', &piece), "");  // OUT: 0 []
    printf("%d\n", errno);                     // OUT: 0
    printf("%zd\n", csp_in_more(&in));         // OUT: 0
    show(csp_in_exact(&in, 1, &piece), piece); // OUT: 0 []
}
// ENV: CSP_CLOCK=virtual
