// RUN: %cspcc -O2 -Wall -Werror %s -o %t
// RUN: %t | %check
// One command makes a program of a source with a form in it.
#include <csp.h>
#include <stdio.h>

static void send_it(chan(int) c)
{
    chan_send(c, 42);
    chan_release(c);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    go send_it(chan_retain(c));
    printf("%d\n", chan_get(c));
    // CHECK: {{^42$}}
    chan_release(c);
    return 0;
}
