// RUN: %program %s
// What is no stream: devices that nobody can wait for, files, counters,
// timers, events of a folder, and numbers that are nothing.
#include <csp_io.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/timerfd.h>
#include <unistd.h>

static void adds(int fd, uint64_t n)
{
    csp_write(fd, &n, sizeof n);
}

int main(void)
{
    char b[400], folder[] = "/tmp/csp-io-XXXXXX", name[64];
    uint64_t n = 0;
    int zero = open("/dev/zero", O_RDWR), null = open("/dev/null", O_RDWR);
    printf("%zd %zd ", csp_read(zero, b, 9), csp_write(zero, b, 9));
    printf("%zd %zd\n", csp_read(null, b, 9), csp_write(null, b, 9));
    // OUT: 9 9 0 9
    int count = eventfd(0, 0);
    go adds(count, 5);
    printf("%zd %d\n", csp_read(count, &n, sizeof n), (int)n); // OUT: 8 5
    struct itimerspec soon = {.it_value = {.tv_nsec = 1000}};
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);
    timerfd_settime(timer, 0, &soon, NULL);
    printf("%zd %d\n", csp_read(timer, &n, sizeof n), (int)n); // OUT: 8 1
    int watch = inotify_init();
    if (!mkdtemp(folder)) return 1;
    inotify_add_watch(watch, folder, IN_CREATE);
    snprintf(name, sizeof name, "%s/file", folder);
    int file = open(name, O_CREAT | O_RDWR, 0600);
    printf("%d\n", csp_read(watch, b, sizeof b) > 0);     // OUT: 1
    printf("%zd ", csp_write(file, "0123456789", 10));    // at its place, which
    printf("%d ", (int)lseek(file, 2, SEEK_SET));         // moves
    printf("%zd %zd ", csp_read(file, b, 3), csp_read(file, b + 3, 400 - 3));
    printf("%.8s %zd\n", b, csp_read(file, b, 1)); // OUT: 10 2 3 5 23456789 0
    unlink(name);
    rmdir(folder);
    csp_close(file);
    printf("%zd %d\n", csp_read(file, b, 1), errno == EBADF); // OUT: -1 1
    printf("%zd %d\n", csp_write(-1, b, 1), errno == EBADF);  // OUT: -1 1
}
