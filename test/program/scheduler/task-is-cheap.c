// RUN: %program %s
// REQUIRES: proc
// A blocked task takes less memory than a goroutine's 2,701 bytes (row R3).
#include <csp.h>
#include <stdio.h>
#include <string.h>

enum { COUNT = 200000 };

static long resident_bytes(void)
{
    char line[100];
    long kilobytes = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (fgets(line, sizeof line, f))
        if (sscanf(line, "VmRSS: %ld", &kilobytes) == 1) break;
    fclose(f);
    return kilobytes * 1024;
}

static void wait(chan(int) c)
{
    chan_recv(c, &(int){0});
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    long before = resident_bytes();
    int64_t begin = csp_now();
    for (int i = 0; i < COUNT; i++)
        go wait(c);
    int64_t ns = csp_now() - begin;
    csp_sleep(50 * 1000 * 1000);
    long each = (resident_bytes() - before) / COUNT;
    printf("%ld bytes, %ld ns a task\n", each, (long)(ns / COUNT));
    puts(each < 2701 ? "cheap" : "dear");
    chan_close(c);
    while (csp_live() > 1)
        yield();
    chan_release(c);
    return 0;
}
// UNSUPPORTED: asan, tsan
// WORKERS: 1 8
// OUT-RE: \d+ bytes, \d+ ns a task
// OUT: cheap
