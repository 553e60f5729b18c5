// RUN: %program %s
// A dump of a program whose frames and channels were overwritten says so and
// goes on.
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
// UNSUPPORTED: stress, asan
// WORKERS: 1 2

struct victim {
    char *name;
    chan(int) c;
    int *numbers;
};

static void wait(struct victim v, char *tail)
{
    chan_get(v.c);
    puts(tail);
}

static void deep(int n, struct victim *v)
{
    char *tail = (char *)-16;
    if (n) deep(n - 1, v); // its frames are no more
    else wait(*v, tail);
}

int main(void)
{
    struct victim v = {(char *)0xdeadbeef000, (void *)NULL, (int *)1};
    void *lost = malloc(64);
    chan(int) gone = lost; // no channel
    memset(lost, 0xee, 64);
    task(void) t[4];
    for (int i = 0; i < 4; i++)
        t[i] = spawn(deep(i, &v));
    csp_sleep(CSP_MS);
    for (int i = 0; i < 4; i++) { // the head in front, or the root frame
        if (i == 1) *(void **)((char *)(void *)t[i] - 16) = (void *)24;
        if (i == 2) memset((void *)t[i], 0x55, 24);
        if (i == 3) *(void **)((char *)(void *)t[i] - 16) = lost;
    }
    csp_dump(2); // ERR: frames are damaged
    printf("%d\n", gone == lost); // OUT: 1
    fflush(stdout);
    _Exit(0);
}
// ERR: name = 0xdeadbeef000
// ERR: numbers = 0x1
