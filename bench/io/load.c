// SPDX-License-Identifier: MIT
// load: one thread of clients, each of which asks again once it is answered.
//
//     load PORT CLIENTS SECONDS ECHO CHURN < REQUEST
//
// REQUEST begins with its length, 4 bytes. ECHO 1: it is the answer too; 0: the
// first answer says how long all are, as HTTP does. CHURN 1: a connection for
// each request. Prints how many were answered, the seconds that took, and the
// median and the 99th percentile of the microseconds of each; at least one is.
// SECONDS 0: one request of each client, and all stay until standard input ends.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum { REQUEST = 1 << 20, BUCKETS = 4096 };

struct client {
    int fd;
    size_t sent, got;
    int64_t began;
};
static char request[REQUEST], waste[REQUEST];
static size_t request_bytes, answer_bytes;
static int port, poller;
static bool is_echo, is_churn;
static int64_t answered, histogram[BUCKETS];

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000 + t.tv_nsec;
}

static void die(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void open_one(struct client *c)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct linger rough = {.l_onoff = is_churn}; // no TIME_WAIT
    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&at, sizeof at) < 0)
        die("connect");
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &rough, sizeof rough);
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET,
                                .data.ptr = c};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &event) < 0) die("epoll_ctl");
}

static void begin(struct client *c)
{
    c->sent = c->got = 0;
    c->began = now();
}

static void push(struct client *c)
{
    while (c->sent < request_bytes) {
        ssize_t n = send(c->fd, request + c->sent, request_bytes - c->sent,
                         MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0 && errno == EAGAIN) return;
        if (n <= 0) die("send");
        c->sent += (size_t)n;
    }
}

// The head and what it says of the body.
static void measure(const char *answer)
{
    const char *end = strstr(answer, "\r\n\r\n"), *says = answer;
    size_t body = 0;
    while (end && says < end && (says = strchr(says, '\n')))
        if (strncasecmp(++says, "content-length:", 15) == 0)
            body = strtoul(says + 15, NULL, 10);
    if (end) answer_bytes = (size_t)(end - answer) + 4 + body;
}

static bool pull(struct client *c) // true: the answer is whole
{
    for (;;) {
        ssize_t n = recv(c->fd, waste, sizeof waste - 1, MSG_DONTWAIT);
        if (n < 0 && errno == EAGAIN) return false;
        if (n <= 0) die("recv");
        waste[n] = 0;
        if (!answer_bytes) measure(waste);
        if (is_echo && (c->got + (size_t)n > request_bytes ||
                        memcmp(waste, request + c->got, (size_t)n) != 0))
            die("another echo");
        c->got += (size_t)n;
        if (answer_bytes && c->got > answer_bytes) die("too long an answer");
        if (c->got == answer_bytes) return true;
    }
}

static void count(struct client *c)
{
    int64_t us = (now() - c->began) / 1000, slot = us;
    int shift = 0; // buckets of 1/256 of what they hold
    for (; slot >= 512; shift++)
        slot /= 2;
    slot += shift * 256;
    histogram[slot < BUCKETS ? slot : BUCKETS - 1]++;
    answered++;
}

static void step(struct client *c, bool again)
{
    while (c->began) {
        push(c);
        if (!pull(c)) return;
        count(c);
        if (is_churn) close(c->fd);
        if (is_churn && again) open_one(c);
        c->began = 0;
        if (again) begin(c);
    }
}

static double percentile(double part)
{
    int64_t left = (int64_t)((double)answered * part), us = 0;
    for (int i = 0; i < BUCKETS && left >= 0; i++) {
        left -= histogram[i];
        us = i < 512 ? i : (int64_t)(i % 256 + 256) << (i / 256 - 1);
    }
    return (double)us;
}

static void run(struct client *clients, int n, double seconds)
{
    struct epoll_event events[256];
    for (int i = 0; i < n; i++) {
        open_one(&clients[i]);
        begin(&clients[i]);
    }
    int64_t from = now(), until = from + (int64_t)(seconds * 1e9);
    bool again = seconds > 0;
    while (again ? !answered || now() < until : answered < n) {
        int count_of = epoll_wait(poller, events, 256, 100);
        for (int i = 0; i < count_of; i++)
            step(events[i].data.ptr, again);
    }
    printf("%lld %.6f %.0f %.0f\n", (long long)answered,
           (double)(now() - from) / 1e9, percentile(0.5), percentile(0.99));
    fflush(stdout);
}

int main(int argc, char **argv)
{
    if (argc != 6) return 2;
    port = atoi(argv[1]);
    int n = atoi(argv[2]);
    double seconds = strtod(argv[3], NULL);
    is_echo = atoi(argv[4]);
    is_churn = atoi(argv[5]);
    uint32_t bytes; // of the request, before it
    if (fread(&bytes, sizeof bytes, 1, stdin) != 1 || bytes > REQUEST ||
        fread(request, 1, bytes, stdin) != bytes)
        die("the request");
    request_bytes = bytes;
    if (is_echo) answer_bytes = bytes;
    poller = epoll_create1(0);
    struct client *clients = calloc((size_t)n, sizeof *clients);
    if (!clients || poller < 0) die("begin");
    run(clients, n, seconds);
    if (seconds == 0)
        while (getchar() != EOF)
            continue;
    return 0;
}
