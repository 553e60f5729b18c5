// RUN: %program %s
// Files at a place, cached or not, to their end; into sockets and pipes by
// csp_sendfile, whose offset tells how far it came; copied to another file.
#include "Inputs/local.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { N = 1 << 20 };
static char block[N], back[N];

static void sends(int to, int file, size_t n, chan(int) done)
{
    off_t at = 100;
    ssize_t sent = csp_sendfile(to, file, &at, n);
    printf("%d %d\n", (int)sent, (int)at);
    csp_close(to);
    chan_send(done, 0);
}

static void receive(int from, int to, int file, size_t n)
{
    auto_chan(int) done = chan_make(int, 1);
    go sends(to, file, n, done);
    ssize_t got = csp_read_full(from, back, N);
    (void)chan_get(done);
    printf("%d %d\n", (int)got, memcmp(back, block + 100, (size_t)got));
    csp_close(from);
}

int main(void)
{
    char path[] = "/tmp/csp-io-XXXXXX";
    int p[2], file = mkstemp(path), copy = open(path, O_RDONLY);
    for (int i = 0; i < N; i++) block[i] = (char)(i * 7 + i / 509);
    unlink(path);
    printf("%d\n", (int)csp_pwrite(file, block, N, 0)); // OUT: 1048576
    // There is no place before the first; the file's own is none.
    int before = csp_pread(file, back, 1, -1) < 0 && errno == EINVAL;
    printf("%d\n", before && csp_pwrite(file, back, 1, -1) < 0); // OUT: 1
    blocking fdatasync(file);
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED); // most likely not cached now
    printf("%d ", (int)csp_pread(file, back, N, 10));
    printf("%d %d\n", memcmp(back, block + 10, N - 10), errno);
    // OUT: 1048566 0 0
    printf("%zd\n", csp_pread(file, back, N, N)); // OUT: 0
    printf("%zd %d\n", csp_pread(copy + 50, back, 1, 0), errno == EBADF);
    // OUT: -1 1
    if (!local_pair(p)) return 1;
    receive(p[1], p[0], file, 2 * N);
    // OUT: 1048476 1048576
    // OUT: 1048476 0
    if (pipe(p)) return 1;
    receive(p[0], p[1], file, 300000);
    // OUT: 300000 300100
    // OUT: 300000 0
    lseek(copy, N / 2, SEEK_SET);
    printf("%d\n", (int)csp_copy(file, copy, 100)); // OUT: 100
    lseek(copy, N - 5, SEEK_SET);
    printf("%d\n", (int)csp_copy(file, copy, 3)); // OUT: 3
    if (!local_pair(p)) return 1;
    csp_close(p[1]);
    for (ssize_t n = 0; n >= 0;) { // no SIGPIPE comes of it
        off_t at = 0;
        n = csp_sendfile(p[0], file, &at, N);
        if (n < 0) printf("%d\n", errno == EPIPE || errno == ECONNRESET);
        // OUT: 1
    }
}
