// A server over TCP with an orderly end: what clients send comes back in
// capitals. SIGINT and SIGTERM end it, once each client has its answer.
#include <csp.h>
#include <ctype.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CLIENTS = 100 }; // each waits on a thread of the pool, which has 512

static void serve(int at, int fd, chan(int) ended)
{
    char text[4096];
    ssize_t n = 0;
    for (;;) {
        blocking n = read(fd, text, sizeof text);
        if (n <= 0) break;
        for (ssize_t i = 0; i < n; i++)
            text[i] = (char)toupper((unsigned char)text[i]);
        blocking n = send(fd, text, (size_t)n, MSG_NOSIGNAL);
        if (n <= 0) break;
    }
    chan_send(ended, at);
    chan_release(ended);
}

static void accept_all(int listener, chan(int) accepted)
{
    int fd = 0;
    for (;;) {
        blocking fd = accept(listener, NULL, NULL);
        if (fd < 0) break;
        chan_send(accepted, fd);
    }
    chan_close(accepted);
    chan_release(accepted);
}

static void wait_for_signal(sigset_t set, chan(int) quit)
{
    int number;
    blocking sigwait(&set, &number);
    chan_close(quit);
    chan_release(quit);
}

static int listen_on(int port)
{
    struct sockaddr_in me = {.sin_family = AF_INET,
                             .sin_port = htons((in_port_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr *address = (struct sockaddr *)&me;
    socklen_t bytes = sizeof me;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || bind(fd, address, bytes) || listen(fd, SOMAXCONN) ||
        getsockname(fd, address, &bytes)) {
        perror("server");
        exit(1);
    }
    printf("port %d\n", ntohs(me.sin_port));
    fflush(stdout);
    return fd;
}

int main(int argc, char **argv)
{
    chan(int) accepted = chan_make(int, 0), ended = chan_make(int, 0);
    chan(int) quit = chan_make(int, 0);
    int fds[CLIENTS], clients = 0, served = 0, at, fd;
    bool ok;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, NULL); // before the first task
    for (at = 0; at < CLIENTS; at++)
        fds[at] = -1;
    int listener = listen_on(argc > 1 ? atoi(argv[1]) : 0);
    go wait_for_signal(set, chan_retain(quit));
    go accept_all(listener, chan_retain(accepted));
    while (accepted || clients > 0) {
        select {
        case_recv(clients < CLIENTS ? accepted : NULL, &fd, &ok):
            if (!ok) {
                chan_release(accepted);
                accepted = NULL;
                break;
            }
            for (at = 0; fds[at] >= 0; at++)
                ;
            fds[at] = fd;
            clients++;
            if (!quit) shutdown(fd, SHUT_RD);
            go serve(at, fd, chan_retain(ended));
            break;
        case_recv(ended, &at):
            close(fds[at]);
            fds[at] = -1;
            clients--;
            served++;
            break;
        case_recv(quit, NULL):
            chan_release(quit);
            quit = NULL;
            shutdown(listener, SHUT_RD); // accept fails, and reads end
            for (at = 0; at < CLIENTS; at++)
                if (fds[at] >= 0) shutdown(fds[at], SHUT_RD);
            break;
        }
    }
    close(listener);
    chan_release(ended);
    printf("%d served\n", served);
    return 0;
}
