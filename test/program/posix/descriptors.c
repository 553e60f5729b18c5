// RUN: %program %s
// What a program has said of its descriptors holds: O_NONBLOCK, a time limit,
// SIGPIPE ignored; what blocks in its eyes is written whole.
// FLAGS: -fcsp-io
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

enum { BIG = 3000000 };

static void *drain(void *arg)
{
    static char data[100000];
    size_t sum = 0;
    ssize_t n;
    while ((n = read(*(int *)arg, data, sizeof data)) > 0)
        sum += (size_t)n;
    return (void *)sum;
}

static void whole(int from, int to)
{
    static char first[BIG / 3], rest[BIG - BIG / 3];
    struct iovec v[] = {{first, sizeof first}, {rest, sizeof rest}};
    pthread_t thread;
    void *sum;
    pthread_create(&thread, NULL, drain, &from);
    ssize_t one = writev(to, v, 2);
    ssize_t two = write(to, first, sizeof first);
    close(to);
    pthread_join(thread, &sum);
    printf("%d\n",
           one == BIG && two == BIG / 3 && (size_t)sum == (size_t)(one + two));
    close(from);
}

int main(void)
{
    int pair[2], pipes[2], file;
    char data[10];
    struct timeval limit = {0, 1000};
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    whole(pair[0], pair[1]); // OUT: 1
    pipe(pipes);
    whole(pipes[0], pipes[1]); // OUT: 1
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    printf("%d\n", read(pair[0], data, 1) == -1 && errno == EAGAIN); // OUT: 1
    fcntl(pair[1], F_SETFL, O_NONBLOCK);
    printf("%d\n", read(pair[1], data, 1) == -1 && errno == EAGAIN); // OUT: 1
    pipe(pipes);
    fcntl(pipes[0], F_SETFL, O_NONBLOCK);
    printf("%d\n", read(pipes[0], data, 1) == -1 && errno == EAGAIN); // OUT: 1
    signal(SIGPIPE, SIG_IGN);
    close(pair[0]);
    close(pipes[0]);
    printf("%d\n", write(pair[1], "", 1) == -1 && errno == EPIPE);  // OUT: 1
    printf("%d\n", write(pipes[1], "", 1) == -1 && errno == EPIPE); // OUT: 1
    file = open("/bin/sh", O_RDONLY);
    printf("%d\n", read(file, data, 4) == 4 && !memcmp(data + 1, "ELF", 3));
    dup2(file, pipes[1]);                             // OUT: 1
    printf("%d\n", pread(pipes[1], data, 4, 0) == 4); // OUT: 1
    close(file);
    printf("%d\n", read(file, data, 1) == -1 && errno == EBADF); // OUT: 1
    close(pipes[1]);
    close(pair[1]);
}
