// RUN: %program %s
// With CSP_MAX_TASKS there are never more tasks: spawn gives NULL, go stops the
// program with its place; who has ended makes room.
#include <csp.h>
#include <stdio.h>
// ENV: CSP_MAX_TASKS=10
// EXIT: 2

static int wait(chan(int) c)
{
    return chan_get(c);
}

int main(void)
{
    task(int) all[20];
    chan(int) c = chan_make(int, 0);
    int n = 0;
    while ((all[n] = spawn(wait(c))))
        n++;
    printf("%d of %zu\n", n, csp_live()); // OUT: 9 of 10
    int why = 0;
    group (&why) {
        task(int) child = spawn(wait(c));
        printf("%d\n", child == NULL); // OUT: 1
    }
    chan_send(c, 1);
    chan_send(c, 1);
    while (csp_live() > 8)
        yield();
    go wait(c);
    go wait(c);
    puts("room for two"); // OUT: room for two
    go wait(c); // ERR-RE: c:@LINE: CSP_MAX_TASKS=10: cannot start wait
}
