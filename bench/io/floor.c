// SPDX-License-Identifier: MIT
// The floor: as little as a server over epoll can do. For each thread a
// listener and an epoll of its own, edges, and a short read means that there is
// no more; `hello` knows one request by its end, and one answer.
//
//     floor echo|hello THREADS
#define _GNU_SOURCE // accept4
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { BUFFER = 65536 };
static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
                             "Content-Length: 13\r\n\r\nHello, world!";
static bool is_hello;
static uint16_t port;

static int listen_on(void)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons(port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;
    setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &(int){1}, sizeof(int));
    if (bind(fd, (struct sockaddr *)&at, n) < 0 || listen(fd, SOMAXCONN) < 0) {
        perror("floor");
        exit(1);
    }
    getsockname(fd, (struct sockaddr *)&at, &n);
    port = ntohs(at.sin_port);
    return fd;
}

static void accept_all(int listener, int poller)
{
    int fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | EPOLLET,
                                    .data.fd = fd};
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
        epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
    }
}

// All of it: who does not read holds the thread, which a bench may.
static void put(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t k = send(fd, p, n, MSG_NOSIGNAL);
        if (k < 0 && errno == EAGAIN) continue;
        if (k <= 0) return;
        p += k;
        n -= (size_t)k;
    }
}

static void serve(int fd, char *buffer)
{
    for (;;) {
        ssize_t n = recv(fd, buffer, BUFFER, 0);
        if (n < 0 && errno == EAGAIN) return;
        if (n <= 0) {
            close(fd);
            return;
        }
        if (!is_hello) put(fd, buffer, (size_t)n);
        for (ssize_t i = 3; is_hello && i < n; i++)
            if (memcmp(buffer + i - 3, "\r\n\r\n", 4) == 0)
                put(fd, answer, sizeof answer - 1);
        if (n < BUFFER) return;
    }
}

static void *work(void *listener_of)
{
    int listener = (int)(intptr_t)listener_of, poller = epoll_create1(0);
    struct epoll_event events[128],
        event = {.events = EPOLLIN, .data.fd = listener};
    char *buffer = malloc(BUFFER);
    epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int n = epoll_wait(poller, events, 128, -1);
        for (int i = 0; i < n; i++)
            if (events[i].data.fd == listener)
                accept_all(listener, poller);
            else
                serve(events[i].data.fd, buffer);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc != 3) return 2;
    is_hello = strcmp(argv[1], "hello") == 0;
    int threads = atoi(argv[2]), first = listen_on();
    for (int i = 1; i < threads; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, work, (void *)(intptr_t)listen_on());
    }
    printf("listens at 127.0.0.1:%d\n", port);
    fflush(stdout);
    work((void *)(intptr_t)first);
}
