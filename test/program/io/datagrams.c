// RUN: %program %s
// Datagrams come one by one, with who sent them, also empty ones; a descriptor
// travels in a message.
#include "Inputs/local.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int bound(struct csp_addr *at)
{
    return csp_listen_at("127.0.0.1:0", CSP_DATAGRAM, at);
}

static void answers(int fd)
{
    char b[16];
    struct csp_addr from;
    ssize_t n;
    while ((n = csp_recv_from(fd, b, sizeof b, &from)) > 0)
        csp_send_to(fd, b, (size_t)n - 1, &from);
    csp_close(fd);
}

static union { struct cmsghdr head; char bytes[CMSG_SPACE(sizeof(int))]; } room;
static struct iovec one = {"x", 1};
static struct msghdr message = {.msg_iov = &one, .msg_iovlen = 1,
                                .msg_control = &room,
                                .msg_controllen = sizeof room};

static void sends_fd(int over, int fd)
{
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    *head = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof fd),
                             .cmsg_level = SOL_SOCKET,
                             .cmsg_type = SCM_RIGHTS};
    memcpy(CMSG_DATA(head), &fd, sizeof fd);
    csp_send_msg(over, &message);
}

int main(void)
{
    struct csp_addr at, mine;
    char b[16];
    int p[2], over[2], fd = bound(&mine), to = bound(&at);
    go answers(to);
    for (size_t n = 1; n <= 3; n++) csp_send_to(fd, "abc", n, &at);
    for (int i = 0; i < 3; i++) {
        ssize_t n = csp_recv_from(fd, b, sizeof b, NULL);
        printf("%zd %.*s\n", n, (int)n, b);
        // OUT-RE: 0 
        // OUT: 1 a
        // OUT: 2 ab
    }
    csp_send_to(fd, "", 0, &at);
    if (pipe(p) || socketpair(AF_UNIX, SOCK_STREAM, 0, over)) return 1;
    sends_fd(over[0], p[1]);
    char c;
    struct iovec in = {&c, 1};
    struct msghdr got = message;
    got.msg_iov = &in;
    memset(&room, 0, sizeof room);
    printf("%zd\n", csp_recv_msg(over[1], &got)); // OUT: 1
    memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&got)), sizeof fd);
    csp_write(fd, "through", 7);
    printf("%zd\n", csp_read(p[0], b, sizeof b)); // OUT: 7
}
