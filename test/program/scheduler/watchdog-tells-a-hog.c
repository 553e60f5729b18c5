// RUN: %program %s
// Under CSP_WATCHDOG a turn that lasts too long is told on standard error while
// it lasts, with the place where it began, and the program goes on.
// UNSUPPORTED: stress
#include <csp.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
// ENV: CSP_WATCHDOG=5
// FLAGS: -Wno-csp-blocking

static int ends[2];

static void hog(void)
{
    char line[4096] = "", *told;
    csp_sleep(
        1); // OUT-RE: a-hog.c:@LINE-1: hog has run for \d+ ms without a wait.*
    do {    // nothing suspends until the line has come
        ssize_t n = read(ends[0], line, sizeof line - 1);
        line[n > 0 ? n : 0] = 0;
    } while (!(told = strstr(line, "hog has run")));
    while (strncmp(told, "a-hog.c", 7) != 0) // main may have been told of, too
        told--;
    printf("%.*s\n", (int)strcspn(told, "\n"), told);
}

int main(void)
{
    if (pipe(ends) || dup2(ends[1], 2) < 0) return 1;
    alarm(600); // whoever runs the test may be gone
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    task(void) t = spawn(hog());
    join(t);
    puts("goes on"); // OUT: goes on
}
