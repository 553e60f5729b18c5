// RUN: %program %s
// exit() in a coroutine, while others wait, flushes what is printed, runs the
// atexit functions and gives its status.
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>

static void last(void)
{
    puts("atexit"); // OUT: deep
}

static void deep(int n)
{
    yield();
    if (n) {
        deep(n - 1);
        return;
    }
    printf("deep\n"); // OUT: atexit
    exit(5);          // EXIT: 5
}

static void wait(chan(int) c)
{
    chan_recv(c, &(int){0});
    puts("never");
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    atexit(last);
    for (int i = 0; i < 10; i++)
        go wait(c);
    go deep(10);
    wait(c);
    return 0;
}
// FLAGS: -Wno-infinite-recursion -Wno-csp-one-sided
// LEAKS: it ends in the middle
