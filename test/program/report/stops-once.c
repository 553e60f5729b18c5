// RUN: %program %s
// Of several threads that have to stop the program one does, and says one line.
#include <csp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS = 8 };
static pthread_barrier_t all;

static void linger(void)
{
    usleep(100000); // the others get as far
}

static void *fail(void *unused)
{
    chan(int) c = unused;
    pthread_barrier_wait(&all);
    chan_close(c);
    return NULL;
}

int main(void)
{
    int ends[2];
    char text[4096] = "";
    pthread_t thread;
    if (pipe(ends)) return 1;
    pid_t child = fork(); // before there are threads
    if (child > 0) {
        close(ends[1]);
        for (size_t n = 0, more; n < sizeof text - 1 &&
             (more = (size_t)read(ends[0], text + n, sizeof text - 1 - n)) > 0;)
            n += more;
        int lines = 0;
        for (char *at = text; (at = strstr(at, "close of a NULL")); at++)
            lines++;
        printf("%d\n", lines); // OUT: 1
        return 0;
    }
    dup2(ends[1], 2);
    close(ends[1]);
    atexit(linger);
    pthread_barrier_init(&all, NULL, THREADS);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&thread, NULL, fail, NULL);
    for (;;)
        pause();
}
// REQUIRES: plain
