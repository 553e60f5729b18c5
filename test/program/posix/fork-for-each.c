// RUN: %program %s
// A daemon that forks for each client: a program of one task goes on in each
// child, with a poller of its own, and so do children of children. What
// there is no event for makes no thread while there is one task.
// UNSUPPORTED: stress, tsan, arm64, riscv64
// FLAGS: -fcsp-io
// ENV: CSP_STRICT=1
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CLIENTS = 5, TRIPS = 20 };
static struct sockaddr_in at = {.sin_family = AF_INET};
static struct sockaddr *const address = (struct sockaddr *)&at;

static int client(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0), trips = 0;
    char text[8];
    if (connect(fd, address, sizeof at)) return 1;
    while (trips < TRIPS && write(fd, "hello", 5) == 5 && read(fd, text, 8) > 0)
        trips++;
    close(fd);
    return trips == TRIPS ? 0 : 2;
}

// What a thread of the pool does if there are other tasks.
static void wait_for_the_system(void)
{
    if (!gethostbyname("127.0.0.1") || system("exit 3") >> 8 != 3) exit(4);
}

static void serve(int fd)
{
    char text[8];
    ssize_t n;
    wait_for_the_system();
    while ((n = read(fd, text, sizeof text)) > 0)
        if (write(fd, text, (size_t)n) != n) exit(3);
    exit(0);
}

static int daemon_of(int listener)
{
    int good = 0, status;
    for (int i = 0; i < CLIENTS; i++)
        if (fork() == 0) return client();
    for (int i = 0; i < CLIENTS; i++) {
        int fd = accept(listener, NULL, NULL);
        wait_for_the_system();
        if (fork() == 0) serve(fd);
        close(fd);
    }
    while (wait(&status) > 0)
        good += status == 0;
    return good;
}

int main(void)
{
    socklen_t length = sizeof at;
    int listener = socket(AF_INET, SOCK_STREAM, 0), status = -1;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, address, length) || listen(listener, CLIENTS) ||
        getsockname(listener, address, &length))
        return 1;
    usleep(100); // the runtime is there before it is copied
    pid_t child = fork();
    if (child == 0) return daemon_of(listener);
    waitpid(child, &status, 0);
    printf("%d\n", WEXITSTATUS(status)); // OUT: 10
}
