// RUN: %program %s
// Writers of one descriptor take turns, each with all it has, and so do readers
// of a whole record: none is cut by another's, through a pipe that holds less.
#include <csp_io.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { WRITERS = 4, RECORDS = 8, BYTES = 100000 };

static void writes(int fd, int id, chan(int) done)
{
    static char blocks[WRITERS][BYTES];
    memset(blocks[id], 'a' + id, BYTES);
    for (int i = 0; i < RECORDS; i++) {
        struct iovec v[2] = {{blocks[id], BYTES / 3},
                             {blocks[id], BYTES - BYTES / 3}};
        ssize_t n = i & 1 ? csp_write(fd, blocks[id], BYTES)
                          : csp_writev(fd, v, 2);
        if (n != BYTES || (!(i & 1) && v[1].iov_len)) puts("short");
    }
    chan_send(done, 0);
}

static void reads(int fd, int id, chan(int) done)
{
    static char blocks[WRITERS][BYTES];
    int good = 0;
    for (int i = 0; i < RECORDS; i++) {
        ssize_t n = csp_read_full(fd, blocks[id], BYTES);
        good += n == BYTES && memcmp(blocks[id], blocks[id] + 1, BYTES - 1) == 0;
    }
    chan_send(done, good);
}

int main(void)
{
    int p[2], good = 0;
    auto_chan(int) done = chan_make(int, 0);
    if (pipe(p)) return 1;
    for (int i = 0; i < WRITERS; i++) {
        go writes(p[1], i, done);
        go reads(p[0], i, done);
    }
    for (int i = 0; i < 2 * WRITERS; i++)
        good += chan_get(done);
    printf("%d\n", good); // OUT: 32
}
