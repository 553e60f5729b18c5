// RUN: %program %s
// UNSUPPORTED: arm64, riscv64
// poll, select and epoll_wait suspend the task: what they wait for comes from
// tasks on the same worker. So do waitpid and getaddrinfo.
// FLAGS: -fcsp-io
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

static int pipes[10][2];

static void *writes(void *arg)
{
    usleep(100);
    if (write(*(int *)arg, "x", 1) != 1) abort();
    return NULL;
}

static void begin(int *fd)
{
    pthread_t thread;
    pthread_create(&thread, NULL, writes, fd);
    pthread_detach(thread);
}

static void polls(void)
{
    struct pollfd fds[10];
    char data;
    for (int i = 0; i < 10; i++)
        fds[i] = (struct pollfd){pipes[i][0], POLLIN, 0};
    printf("%d %d\n", poll(fds, 10, 0), poll(fds, 10, 1));
    begin(&pipes[9][1]);
    int ready = poll(fds, 10, -1);
    printf("%d %d\n", ready, fds[9].revents == POLLIN);
    ready = (int)read(pipes[9][0], &data, 1);
    fds[0].fd = -1;
    fds[1].events = 0;
    close(pipes[1][1]);
    ready = poll(fds, 2, 3600000);
    printf("%d %d\n", ready, fds[1].revents == POLLHUP);
}

static void selects(void)
{
    fd_set in, out;
    struct timeval limit = {3600, 0};
    char data;
    FD_ZERO(&in);
    FD_ZERO(&out);
    FD_SET(pipes[2][0], &in);
    FD_SET(pipes[3][0], &in);
    begin(&pipes[3][1]);
    int ready = select(pipes[3][0] + 1, &in, &out, NULL, &limit);
    printf("%d %d %d\n", ready, FD_ISSET(pipes[2][0], &in) != 0,
           FD_ISSET(pipes[3][0], &in) != 0);
    ready = (int)read(pipes[3][0], &data, 1);
}

int main(void)
{
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = 7};
    struct addrinfo *list, hints = {.ai_flags = AI_NUMERICHOST};
    int status;
    for (int i = 0; i < 10; i++)
        pipe(pipes[i]);
    polls();                                              // OUT: 0 0
    selects();                                            // OUT: 1 1
    int epoll = epoll_create1(0);                         // OUT: 1 1
    epoll_ctl(epoll, EPOLL_CTL_ADD, pipes[4][0], &event); // OUT: 1 0 1
    printf("%d\n", epoll_wait(epoll, &event, 1, 1));      // OUT: 0
    begin(&pipes[4][1]);
    int ready = epoll_wait(epoll, &event, 1, -1);
    printf("%d %u\n", ready, event.data.u32); // OUT: 1 7
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) _exit(5);
    pid_t ended = waitpid(child, &status, 0);
    printf("%d %d\n", ended == child, WEXITSTATUS(status)); // OUT: 1 5
    int error = getaddrinfo("127.0.0.1", "80", &hints, &list);
    printf("%d\n", error); // OUT: 0
    freeaddrinfo(list);
    close(epoll);
}
