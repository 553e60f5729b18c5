// SPDX-License-Identifier: MIT
// A program that ends in the way that its argument says, while tasks wait.
#include <csp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static void wait_for_ever(chan_in(int) never)
{
    int n;
    chan_recv(never, &n);
}

int main(int argc, char **argv)
{
    chan(int) never = chan_make(int, 0);
    for (int i = 0; i < 5; i++)
        go wait_for_ever(never);
    for (int i = 0; i < 2; i++)
        yield();
    csp_trace_mark("the last \"words\" of one who dies, in more than one piece");
    if (argc > 1) raise(atoi(argv[1]));
    puts("lives");
    chan_close(never);
}
