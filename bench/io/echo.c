// SPDX-License-Identifier: MIT
// What comes goes back, over csp_io.h: as examples/echo.c, but that the buffer
// is as large as the others', and that each read may have a deadline.
//
//     echo [deadline]
#include <csp_io.h>
#include <stdio.h>
#include <stdlib.h>

static bool has_deadline;

static int64_t late(void)
{
    return has_deadline ? csp_now() + 30 * CSP_S : CSP_NEVER;
}

static bool answer(int fd)
{
    char text[65536];
    ssize_t n = csp_read_dl(fd, text, sizeof text, late());
    return n > 0 && csp_write(fd, text, (size_t)n) == n;
}

static coroutine void serve(int fd, const struct csp_addr *peer, void *arg)
{
    (void)peer, (void)arg;
    while (csp_serve_idle_dl(fd, late()) && answer(fd))
        continue;
    csp_close(fd);
}

int main(int argc, char **argv)
{
    struct csp_addr at;
    char text[128];
    has_deadline = argc > 1 && argv[1][0] == 'd';
    int listener = csp_listen_at("127.0.0.1:0", 0, &at);
    printf("listens at %s\n", csp_addr_text(&at, text, sizeof text));
    fflush(stdout);
    if (!csp_serve(listener, 20000, serve, NULL)) return 1;
    csp_sleep(CSP_NEVER);
    return 0;
}
