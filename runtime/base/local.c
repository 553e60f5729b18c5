// SPDX-License-Identifier: MIT
// local.c: a descriptor for who connects. Owns nothing.
#define _GNU_SOURCE
#include "base/local.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/sys.h"

void *cspi_local_memory(size_t bytes, int *fd)
{
    *fd = memfd_create("csp-trace", MFD_CLOEXEC);
    bool made = *fd >= 0 && ftruncate(*fd, (off_t)bytes) == 0;
    return made ? cspi_map(*fd, bytes) : NULL;
}

static int connects(const struct sockaddr_un *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int result = connect(fd, (const struct sockaddr *)address, sizeof *address);
    close(fd);
    return result == 0;
}

// What is no socket stays.
static void clear(const struct sockaddr_un *address)
{
    struct stat about;
    if (lstat(address->sun_path, &about) == 0 && S_ISSOCK(about.st_mode) &&
        !connects(address))
        unlink(address->sun_path);
}

int cspi_local_listen(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address.sun_path, path);
    clear(&address);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && fchmod(fd, S_IRUSR | S_IWUSR) == 0 &&
        bind(fd, (struct sockaddr *)&address, sizeof address) == 0 &&
        listen(fd, 8) == 0)
        return fd;
    int error = errno;
    if (fd >= 0) close(fd);
    errno = error;
    return -1;
}

static void send_descriptor(int to, int fd)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {.head = {.cmsg_level = SOL_SOCKET,
                          .cmsg_type = SCM_RIGHTS,
                          .cmsg_len = CMSG_LEN(sizeof(int))}};
    struct iovec one = {.iov_base = "", .iov_len = 1};
    struct msghdr message = {.msg_iov = &one,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    memcpy(CMSG_DATA(&control.head), &fd, sizeof fd);
    sendmsg(to, &message, MSG_NOSIGNAL);
}

// To be read alone, if /proc can be asked for that.
_Bool cspi_local_give(int listening, int fd)
{
    char path[64];
    int to = accept4(listening, NULL, NULL, SOCK_CLOEXEC);
    if (to < 0) return errno == EINTR || errno == ECONNABORTED;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int reads = open(path, O_RDONLY | O_CLOEXEC);
    send_descriptor(to, reads < 0 ? fd : reads);
    if (reads >= 0) close(reads);
    close(to);
    return 1;
}
