// RUN: %program %s
// REQUIRES: proc
// The program has as many threads as workers, and those of the blocking pool
// while something blocks (row R2).
#include <csp.h>
#include <pthread.h>
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

static pthread_barrier_t gate;
static int waiting;

static void block(void)
{
    __atomic_add_fetch(&waiting, 1, __ATOMIC_RELAXED);
    blocking pthread_barrier_wait(&gate);
}

int main(void)
{
    int workers = atoi(getenv("CSP_WORKERS"));
    for (int i = 0; i < 1000; i++)
        go work();
    while (csp_live() > 1)
        csp_sleep(1000 * 1000);
    printf("%d\n", threads() <= workers); // OUT: 1
    pthread_barrier_init(&gate, NULL, 6);
    for (int i = 0; i < 5; i++)
        go block();
    while (__atomic_load_n(&waiting, __ATOMIC_RELAXED) < 5)
        yield();
    while (threads() <= 5) // ends, or the pool has too few
        csp_sleep(1000 * 1000);
    printf("%d\n", threads() <= workers + 5); // OUT: 1
    blocking pthread_barrier_wait(&gate);
    while (csp_live() > 1)
        csp_sleep(1000 * 1000);
    return 0;
}
// UNSUPPORTED: tsan
