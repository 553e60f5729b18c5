// RUN: %cspcc -D_GNU_SOURCE -fsyntax-only %s 2>&1 | %check
// A call on a descriptor that does not block, as far as is plain to see, says
// nothing; one on a descriptor that may block does.
#include <csp.h>
#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

struct peer {
    int fd, other;
};
static int listener = -1;

static void set_flag(int fd)
{
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL, 0) | O_NONBLOCK);
}

static void opened(const char *path, bool k)
{
    char b[8];
    int fd = open(path, O_RDONLY | O_NONBLOCK), pipes[2], late, both;
    read(fd, b, 8);
    fd = open(path, O_RDONLY);
    read(fd, b, 8); // CHECK: :[[#@LINE]]:5: warning: 'read' blocks
    if ((fd = open(path, O_CLOEXEC | O_NONBLOCK)) < 0) return;
    read(fd, b, 8);
    if (k) pipe2(pipes, O_NONBLOCK);
    else pipe(pipes);
    read(pipes[0], b, 8); // CHECK: :[[#@LINE]]:5: warning: 'read' blocks
    pipe2(pipes, O_CLOEXEC | O_NONBLOCK);
    read(pipes[0], b, 8);
    late = socket(AF_INET, SOCK_STREAM, 0);
    connect(late, 0, 0); // CHECK: :[[#@LINE]]:5: warning: 'connect' blocks
    fcntl(late, F_SETFL, O_NONBLOCK);
    recv(late, b, 8, 0);
    fcntl(late, F_SETFL, 0);
    recv(late, b, 8, 0); // CHECK: :[[#@LINE]]:5: warning: 'recv' blocks
    set_flag(late);
    recv(late, b, 8, 0);
    both = k ? eventfd(0, EFD_NONBLOCK) : open(path, O_NONBLOCK);
    read(both, b, 8);
    for (;; yield()) {
        int in = accept4(late, 0, 0, SOCK_NONBLOCK), on = 1;
        while (read(in, b, 8) > 0) yield();
        in = accept(late, 0, 0);
        read(in, b, 8); // CHECK: :[[#@LINE]]:9: warning: 'read' blocks
        ioctl(in, FIONBIO, &on);
        read(in, b, 8);
    }
}

static void named(struct peer *peer, int in, bool k)
{
    char b[8];
    listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    peer->fd = accept4(listener, 0, 0, SOCK_NONBLOCK);
    read(peer->fd, b, 8);
    peer->other = in;
    if (k) set_flag(peer->other);
    read(peer->other, b, 8); // CHECK: :[[#@LINE]]:5: warning: 'read' blocks
    yield();
}

int main(void)
{
    struct peer peer = {-1, -1};
    named(&peer, 0, true);
    opened("", true);
    return 0;
}
// CHECK: {{^}}6 warnings generated.
