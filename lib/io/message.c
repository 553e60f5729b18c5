// SPDX-License-Identifier: MIT
// message.c: datagrams, and messages with what travels in them. Owns nothing.
#include "io.h"

#include <string.h>

#pragma GCC diagnostic ignored "-Wsign-conversion" // musl's CMSG_NXTHDR

// Descriptors that came in it have numbers that the kernel has just given.
static void welcome(struct msghdr *message)
{
    for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part;
         part = CMSG_NXTHDR(message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS)
            continue;
        size_t bytes = part->cmsg_len - CMSG_LEN(0);
        for (size_t at = 0; at + sizeof(int) <= bytes; at += sizeof(int)) {
            int fd;
            memcpy(&fd, CMSG_DATA(part) + at, sizeof fd);
            csp__io_made(fd);
        }
    }
}

csp_operation ssize_t csp_recv_msg_dl(int fd, struct msghdr *message,
                                      int64_t deadline)
{
    struct io_call call = {
        .fd = fd, .direction = CSP_READABLE, .message = message};
    ssize_t got = io_do(&call, false, deadline);
    if (got >= 0 && message->msg_controllen) welcome(message);
    return got;
}

csp_operation ssize_t csp_send_msg_dl(int fd, const struct msghdr *message,
                                      int64_t deadline)
{
    struct io_call call = {.fd = fd,
                           .direction = CSP_WRITABLE,
                           .message = (struct msghdr *)message}; // only read
    return io_do(&call, false, deadline);
}

csp_operation ssize_t csp_recv_from_dl(int fd, void *p, size_t n,
                                       struct csp_addr *from, int64_t deadline)
{
    struct iovec v = {p, n};
    struct msghdr message = {.msg_iov = &v, .msg_iovlen = 1};
    if (from) {
        *from = (struct csp_addr){0};
        message.msg_name = &from->storage;
        message.msg_namelen = sizeof from->storage;
    }
    struct io_call call = {
        .fd = fd, .direction = CSP_READABLE, .message = &message};
    ssize_t got = io_do(&call, false, deadline);
    if (from && got >= 0) from->length = message.msg_namelen;
    return got;
}

csp_operation ssize_t csp_send_to_dl(int fd, const void *p, size_t n,
                                     const struct csp_addr *to,
                                     int64_t deadline)
{
    struct iovec v = {(void *)p, n};
    struct msghdr message = {.msg_iov = &v, .msg_iovlen = 1};
    if (to) {
        message.msg_name = (void *)&to->storage;
        message.msg_namelen = to->length;
    }
    struct io_call call = {
        .fd = fd, .direction = CSP_WRITABLE, .message = &message};
    return io_do(&call, false, deadline);
}
