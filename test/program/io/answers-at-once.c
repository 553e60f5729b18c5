// RUN: %program %s
// What has its answer waits for nothing: a read of no bytes, an accept of what
// never listens, a port that is none; more pieces than the kernel takes are
// written nevertheless; what has failed because its scope has ended says so.
#include <csp_io.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PIECES = 3000 };
static char bytes[PIECES], back[PIECES];
static struct iovec pieces[PIECES];

static void many_pieces(int to, int from)
{
    for (int i = 0; i < PIECES; i++) {
        bytes[i] = (char)i;
        pieces[i] = (struct iovec){&bytes[i], 1};
    }
    ssize_t put = csp_writev(to, pieces, PIECES);
    ssize_t got = csp_read_full(from, back, PIECES);
    int equal = memcmp(bytes, back, PIECES) == 0;
    printf("%zd %zd %d\n", put, got, equal);
}

// An operation that begins after its scope has ended. Each keeps its result.
#define late(operation)                                                        \
    ({                                                                         \
        int why;                                                               \
        ssize_t result = 0;                                                    \
        within(0, &why) result = (operation);                                  \
        printf("%zd %d\n", result, why == CSP_ETIMEDOUT);                      \
    })

int main(void)
{
    int s[2], p[2];
    struct csp_addr at;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, s) || pipe(p)) return 1;
    errno = EIO;
    printf("%zd", csp_read(s[0], back, 0)); // OUT: 0 0 0 0
    printf(" %zd", csp_read_full(s[0], back, 0));
    printf(" %zd", csp_readv(p[0], NULL, 0));
    printf(" %d\n", errno);
    printf("%zd", csp_read(1000000, back, 0)); // OUT: -1 1
    printf(" %d\n", errno == EBADF);
    printf("%d", csp_accept(s[0], NULL)); // OUT: -1 1
    printf(" %d\n", errno == EINVAL);
    printf("%d", csp_dial("localhost:65536")); // OUT: -1 1
    printf(" %d\n", errno == EINVAL);
    many_pieces(s[0], s[1]); // OUT: 3000 3000 1
    many_pieces(p[1], p[0]); // OUT: 3000 3000 1
    csp_close(csp_listen_at("127.0.0.1:0", 0, &at));
    late(csp_connect(&at)); // OUT: -1 1
    FILE *file = tmpfile();
    late(csp_pread(fileno(file), back, 1, 0)); // OUT: -1 1
    pid_t child = fork();
    if (!child) _exit(0);
    late(csp_waitpid(child, NULL)); // OUT: -1 1
    return csp_waitpid(child, NULL) != child;
}
