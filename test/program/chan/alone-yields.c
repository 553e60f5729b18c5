// RUN: %program %s
// A task that finds room, or values, each time gives way to the others all the
// same, once in a while.
#include <csp.h>
#include <stdio.h>

enum { COUNT = 10000 };

static int ran;

static void run(void)
{
    ran++;
}

int main(void)
{
    auto_chan(int) c = chan_make(int, COUNT);
    int v, seen[4];
    go run();
    for (int i = 0; i < COUNT; i++)
        chan_send(c, i);
    seen[0] = ran;
    go run();
    for (int i = 0; i < COUNT; i++)
        chan_recv(c, &v);
    seen[1] = ran;
    go run();
    for (int i = 0; i < COUNT; i++) {
        select { case_send(c, i): break; }
    }
    seen[2] = ran;
    go run();
    for (int i = 0; i < COUNT; i++) {
        select_ordered { case_recv(c, &v): break; }
    }
    seen[3] = ran;
    printf("%d %d %d %d\n", seen[0], seen[1], seen[2], seen[3]); // OUT: 1 2 3 4
    return 0;
}
// WORKERS: 1
