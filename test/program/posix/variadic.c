// RUN: %program %s
// A variadic function that waits suspends its task, not the thread: it fills a
// pipe that another task of the same worker empties.
// UNSUPPORTED: stress
// FLAGS: -fcsp-io
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINES = 20000 };
static int ends[2];

static int vreply(int fd, const char *format, va_list list)
{
    char line[100];
    int length = vsnprintf(line, sizeof line, format, list);
    return write(fd, line, (size_t)length) == length ? length : -1;
}

static int reply(int fd, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int length = vreply(fd, format, list);
    va_end(list);
    return length;
}

static void *work(void *arg)
{
    long sent = 0;
    for (int i = 0; i < LINES; i++)
        sent += reply(ends[1], "%s %d of %g\n", (char *)arg, i, 2.5);
    close(ends[1]);
    return (void *)sent;
}

int main(void)
{
    pthread_t thread;
    char block[512];
    void *sent;
    long got = 0;
    ssize_t n;
    if (pipe(ends)) return 1;
    pthread_create(&thread, NULL, work, "line");
    while ((n = read(ends[0], block, sizeof block)) > 0)
        got += n;
    pthread_join(thread, &sent);
    printf("%s\n", got == (long)sent ? "all" : "not all"); // OUT: all
}
