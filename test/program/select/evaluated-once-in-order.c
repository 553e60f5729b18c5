// RUN: %program %s
// Channels and values of all cases are evaluated once, in order, on entry; the
// place of a receive is used only if its case is chosen (row G12).
#include <csp.h>
#include <stdio.h>

static char trace[40];
static int steps;

static int note(char mark, int value)
{
    trace[steps++] = mark;
    yield();
    trace[steps] = 0;
    return value;
}

static chan(int) channel(char mark, chan(int) c)
{
    note(mark, 0);
    return c;
}

int main(void)
{
    chan(int) full = chan_make(int, 1), empty = chan_make(int, 1), none = NULL;
    int v = 5, untouched = 6;
    bool ok = true;
    chan_send(full, 1);
    select {
    case_send(channel('a', full), note('b', 2)): puts("full"); break;
    case_recv(channel('c', none), &untouched, &ok): puts("none"); break;
    case_send(channel('d', empty), note('e', 3)): puts("empty"); break;
    case_recv(channel('f', none), &v): puts("none"); break;
    }
    printf("%s %d %d %d %d\n", trace, v, untouched, ok, chan_get(empty));
    // OUT: empty
    // OUT: abcdef 5 6 1 3
    steps = 0;
    select {
    case_recv(channel('x', empty), &v): puts("empty"); break;
    case_recv(channel('y', full), &v): printf("%d\n", v); break; // OUT: 1
    case_send(channel('z', none), note('w', 1)): puts("none"); break;
    }
    steps += 0 * note('.', 0);
    puts(trace); // OUT: xyzw.
    select {
    case_send(channel('p', none), note('q', 1)): break;
    default: puts(trace); // OUT: xyzw.pq
    }
    chan_release(full);
    chan_release(empty);
    return 0;
}
