// SPDX-License-Identifier: MIT
// connect.c: gets the trace of a program from the socket of CSP_WATCH.
#include "top/top.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int receive(int from)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    char byte;
    int fd = -1;
    struct iovec one = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {.msg_iov = &one,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    if (recvmsg(from, &message, MSG_CMSG_CLOEXEC) != 1) return -1;
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    if (head && head->cmsg_type == SCM_RIGHTS)
        memcpy(&fd, CMSG_DATA(head), sizeof fd);
    return fd;
}

const char *connect_to(const char *path, int *fd)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strncmp(path, "unix:", 5) == 0) path += 5;
    if (strlen(path) >= sizeof address.sun_path) return strerror(ENAMETOOLONG);
    strcpy(address.sun_path, path);
    int to = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (to < 0) return strerror(errno);
    const char *wrong = NULL;
    if (connect(to, (struct sockaddr *)&address, sizeof address) < 0)
        wrong = strerror(errno);
    *fd = wrong ? -1 : receive(to);
    close(to);
    if (wrong) return wrong;
    return *fd < 0 ? "is no socket of CSP_WATCH" : NULL;
}
