// RUN: %program %s
// Where a thread cannot be stopped nobody can tell which tasks leak, and the
// program says so; once it is gone, they are told.
#include <csp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
// UNSUPPORTED: tsan, asan, musl, stress, arm64, riscv64
// REQUIRES: proc
// BUILDS: clang-O2
// FLAGS: -Wno-csp-one-sided

static int ends[2];

static void wait_on(chan(int) c)
{
    chan_recv(c, NULL); // ERR-RE: ^csp: leak: wait_on at .*:@LINE waits to receive c \(1 task\)$
}

static void leave(void)
{
    go wait_on(chan_make(int, 0));
}

static void *read_deaf(void *unused)
{
    sigset_t all;
    char byte;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, NULL);
    while (read(ends[0], &byte, 1) == 1 && byte != 'e')
        if (write(ends[1], "r", 1) != 1) break;
    return unused;
}

int main(void)
{
    pthread_t thread;
    int mine[2];
    ssize_t n;
    char byte;
    if (pipe(ends) || pipe(mine)) return 1;
    int theirs = ends[1];
    ends[1] = mine[1];
    go leave();
    pthread_create(&thread, NULL, read_deaf, NULL);
    if (write(theirs, "b", 1) != 1) return 1;
    blocking n = read(mine[0], &byte, 1);
    if (n != 1) return 1;
    while (csp_live() > 2)
        yield();
    csp_sleep(1000000);
    printf("%ld\n", csp_leaks(2)); // OUT: -1
    // ERR: csp: leaks: nobody can tell: a thread cannot be stopped, or the system does not say what memory there is
    if (write(theirs, "e", 1) != 1) return 1;
    blocking pthread_join(thread, NULL);
    printf("%ld\n", csp_leaks(2)); // OUT: 1
    return 0;
}
