// RUN: %program %s
// The program has as many threads as workers, and those of the blocking pool
// while something blocks (row R2).
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int threads(void)
{
    char line[100];
    int n = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (fgets(line, sizeof line, f))
        if (sscanf(line, "Threads: %d", &n) == 1) break;
    fclose(f);
    return n;
}

static void work(void)
{
    for (int i = 0; i < 50; i++)
        csp_sleep(i % 2 ? 0 : 100 * 1000);
}

static void block(void)
{
    blocking usleep(100 * 1000);
}

int main(void)
{
    int workers = atoi(getenv("CSP_WORKERS"));
    for (int i = 0; i < 1000; i++)
        go work();
    while (csp_live() > 1)
        csp_sleep(1000 * 1000);
    printf("%d\n", threads() <= workers); // OUT: 1
    for (int i = 0; i < 5; i++)
        go block();
    csp_sleep(30 * 1000 * 1000);
    int during = threads();
    printf("%d %d\n", during <= workers + 5, during > 5); // OUT: 1 1
    while (csp_live() > 1)
        csp_sleep(1000 * 1000);
    return 0;
}
// UNSUPPORTED: tsan
