// RUN: %program %s
// Blocking reads of pipes wait while other tasks write what they wait for.
#include <csp.h>
#include <stdio.h>
#include <unistd.h>

static void copy(int from, int to)
{
    char c;
    ssize_t n;
    for (;;) {
        blocking n = read(from, &c, 1);
        if (n <= 0) break;
        c++;
        blocking n = write(to, &c, 1);
    }
    close(from);
    close(to);
}

int main(void)
{
    int fds[5][2];
    char c;
    ssize_t n = 0;
    for (int i = 0; i < 5; i++)
        if (pipe(fds[i])) return 1;
    for (int i = 0; i < 4; i++)
        go copy(fds[i][0], fds[i + 1][1]);
    for (const char *p = "HAL"; *p; p++) {
        blocking n = write(fds[0][1], p, 1);
        blocking n = read(fds[4][0], &c, 1);
        putchar(c);
    }
    close(fds[0][1]);
    blocking n = read(fds[4][0], &c, 1);
    printf(" %d\n", (int)n); // OUT: LEP 0
    while (csp_live() > 1)
        yield();
    close(fds[4][0]);
    return 0;
}
