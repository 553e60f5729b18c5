// RUN: %program %s
// A server with a thread for each connection, and clients that are threads:
// none of it was written for tasks.
// FLAGS: -fcsp-io
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CLIENTS = 100, LINES = 5 };
static struct sockaddr_in address = {.sin_family = AF_INET};

static void *serve(void *arg)
{
    int fd = (int)(long)arg;
    char data[256];
    ssize_t n;
    while ((n = read(fd, data, sizeof data)) > 0)
        if (write(fd, data, (size_t)n) != n) abort();
    close(fd);
    return NULL;
}

static void *listens(void *arg)
{
    int listener = (int)(long)arg, fd;
    while ((fd = accept(listener, NULL, NULL)) >= 0) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, serve, (void *)(long)fd)) abort();
        pthread_detach(thread);
    }
    return NULL;
}

static void *client(void *arg)
{
    char out[32], in[32];
    long right = 0;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, (void *)&address, sizeof address)) abort();
    for (int i = 0; i < LINES; i++) {
        int n = snprintf(out, sizeof out, "%ld says %d", (long)arg, i);
        if (send(fd, out, (size_t)n, 0) != n) abort();
        if (recv(fd, in, (size_t)n, MSG_WAITALL) != n) abort();
        right += memcmp(in, out, (size_t)n) == 0;
        usleep(1);
    }
    shutdown(fd, SHUT_WR);
    if (recv(fd, in, sizeof in, 0) != 0) abort();
    close(fd);
    return (void *)right;
}

int main(void)
{
    pthread_t listening, threads[CLIENTS];
    socklen_t length = sizeof address;
    long right = 0;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, (void *)&address, sizeof address)) abort();
    if (listen(listener, 1024)) abort();
    getsockname(listener, (void *)&address, &length);
    pthread_create(&listening, NULL, listens, (void *)(long)listener);
    for (long i = 0; i < CLIENTS; i++)
        pthread_create(&threads[i], NULL, client, (void *)i);
    for (int i = 0; i < CLIENTS; i++) {
        void *result;
        pthread_join(threads[i], &result);
        right += (long)result;
    }
    printf("%ld\n", right); // OUT: 500
    close(listener);        // its accept fails
    pthread_join(listening, NULL);
}
