// RUN: %program %s
// A million channels need no file descriptors: sixty-four are allowed
// (row P11).
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#ifdef SMALL
enum { COUNT = 10000 };
#else
enum { COUNT = 1000000 };
#endif

int main(void)
{
    struct rlimit limit = {64, 64};
    setrlimit(RLIMIT_NOFILE, &limit);
    chan(int) *list = malloc(COUNT * sizeof *list);
    long sum = 0;
    for (int i = 0; i < COUNT; i++) {
        list[i] = chan_make(int, 1);
        if (!list[i]) return 1;
        chan_send(list[i], i % 10);
    }
    for (int i = 0; i < COUNT; i++) {
        sum += chan_get(list[i]);
        chan_release(list[i]);
    }
    free(list);
    printf("%d\n", sum == COUNT / 10 * 45L); // OUT: 1
    return 0;
}
// WORKERS: 2
