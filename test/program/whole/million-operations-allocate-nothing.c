// RUN: %program %s
// Once a program has as many tasks and channels as it ever has, a million
// operations of each kind call malloc no more; only threads that start do.
// REQUIRES: plain
#include <csp.h>
#include <csp_sync.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
// BUILDS: clang-O2

static _Alignas(64) char memory[32 << 20];
static atomic_size_t used, calls;

void *aligned_alloc(size_t align, size_t bytes)
{
    calls++;
    size_t at = atomic_fetch_add(&used, bytes + align + 16);
    if (at + bytes + align + 16 > sizeof memory) abort();
    uintptr_t block = (uintptr_t)memory + at + align;
    return (void *)(block & ~(uintptr_t)(align - 1));
}
void *malloc(size_t bytes)
{
    return aligned_alloc(64, bytes);
}
void *calloc(size_t n, size_t bytes)
{
    return aligned_alloc(64, n * bytes); // given back never
}
void free(void *block)
{
    (void)block;
}

static csp_mutex lock = CSP_MUTEX_INIT;
static long counter;

static int child(chan(int) c, int n)
{
    if (csp_mutex_lock(&lock)) {
        counter++;
        csp_mutex_unlock(&lock);
    }
    chan_send(c, n);
    return 0;
}

static long turn(chan(int) c, chan(int) d, csp_timer t, int rounds)
{
    long sum = 0;
    for (int i = 0; i < rounds; i++) {
        int v = 0;
        within (CSP_S * 3600) group () {
            go child(c, 1);
            task(int) s = spawn(child(d, 1));
            for (int k = 0; k < 2; k++, sum += v)
                select {
                case_recv(c, &v): break;
                case_recv(d, &v): break;
                case_after(CSP_S * 3600): break;
                }
            par {
                chan_send(c, 1);
                sum += chan_get(c);
            }
            join(s);
        }
        csp_timer_reset(t, CSP_S * 3600);
        if (i % 1000 == 0) csp_sleep(1);
    }
    return sum;
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 0), d = chan_make(int, 2);
    auto_chan(int64_t) t = csp_timer_start(CSP_S * 3600);
    long sum = turn(c, d, t, 10000);
    size_t before = calls;
    sum += turn(c, d, t, 90000);
    size_t more = calls - before, threads = strcmp(getenv("CSP_WORKERS"), "1");
    printf("%ld %ld %d\n", sum, counter, more <= (threads ? 60 : 0));
    // OUT: 300000 200000 1
}
