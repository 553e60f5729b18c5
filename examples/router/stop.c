// SPDX-License-Identifier: MIT
// stop.c: SIGINT and SIGTERM as what the rest of the program can wait for.
//
// The handler writes a byte into a pipe, which nobody ever reads: so the pipe
// stays readable, for all who poll it. The second signal ends the program.
#include "router.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static int ends[2];

static void handle(int number)
{
    int saved = errno;
    (void)number;
    stop_request();
    errno = saved;
}

void stop_request(void)
{
    ssize_t ignored = write(ends[1], "", 1);
    (void)ignored;
}

int stop_fd(void)
{
    return ends[0];
}

bool stop_init(void)
{
    struct sigaction on_stop = {.sa_handler = handle,
                                .sa_flags = (int)SA_RESETHAND | SA_RESTART};
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK)) {
        perror("router: pipe");
        return false;
    }
    sigaction(SIGINT, &on_stop, NULL);
    sigaction(SIGTERM, &on_stop, NULL);
    signal(SIGPIPE, SIG_IGN); // a write tells
    return true;
}

coroutine void stop_watch(chan(bool) stop)
{
    struct pollfd fd = {ends[0], POLLIN, 0};
    blocking while (poll(&fd, 1, -1) < 0);
    chan_close(stop);
    chan_release(stop);
}
