// RUN: %program %s
// A receive into a variable takes its address for a moment only; but where
// something before has it, the variable keeps its place over suspensions.
#include <csp.h>
#include <stdio.h>

static int *kept;

static int through_pointers(chan(int) c)
{
    int v = 1;
    bool ok = false, *flag = &ok;
    kept = &v;
    chan_recv(c, &v, &ok);
    yield();
    printf("%d %d\n", *kept, *flag); // OUT: 4 1
    *kept = 8;
    *flag = false;
    yield();
    printf("%d %d\n", v, ok); // OUT: 8 0
    select {
    case_recv(c, &v, &ok):
        printf("%d %d\n", *kept, *flag); // OUT: 5 1
        break;
    }
    *kept = 9;
    yield();
    return v;
}

int main(void)
{
    chan(int) c = chan_make(int, 2);
    chan_send(c, 4);
    chan_send(c, 5);
    printf("%d\n", through_pointers(c)); // OUT: 9
    chan_release(c);
}
