// RUN: %program %s
// The look for other threads needs descriptors; with one left it sees no thread
// that has ended where one sleeps, and will wake main.
#include <csp.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

static chan(int) c;

static void *send_late(void *unused)
{
    usleep(200000);
    chan_send_thread(c, 42);
    return unused;
}

int main(void)
{
    struct rlimit few = {64, 64};
    int last = -1, fd;
    pthread_t thread;
    c = chan_make(int, 0);
    if (setrlimit(RLIMIT_NOFILE, &few)) return 1;
    if (pthread_create(&thread, NULL, send_late, NULL)) return 1;
    while ((fd = open("/dev/null", O_RDONLY)) >= 0)
        last = fd;
    close(last);
    printf("%d\n", chan_get(c)); // OUT: 42
    blocking pthread_join(thread, NULL);
    return 0;
}
