// RUN: %program %s
// Channels, values, targets and flags are evaluated from left to right, case by
// case, on entry and once; in operations of their own, too.
#include <csp.h>
#include <stdio.h>

static chan(int) c;
static int count, taken[8];
static bool known[8];

static chan(int) channel(const char *name)
{
    printf("%s ", name);
    return c;
}

static int value(const char *name)
{
    printf("%s ", name);
    return ++count;
}

static void *address(void *p, const char *name)
{
    printf("%s ", name);
    return p;
}

int main(void)
{
    chan(int) off = NULL;
    int i = 0, j = 1, v = 0;
    c = chan_make(int, 3);
    chan_send(channel("c"), value("v"));
    puts("|"); // OUT: c v |
    select {
    case_send(channel("c1"), value("v1")): break;
    case_send(off, value("v2")): break;
    case_send(channel("c3"), value("v3")): break;
    }
    puts("|"); // OUT: c1 v1 v2 c3 v3 |
    chan_recv(channel("c"), (int *)address(&v, "p"),
              (bool *)address(known, "b"));
    printf("%d %d\n", v, known[0]); // OUT: c p b 1 1
    chan_send(c, 7);
    chan_recv(c, &v);
    chan_recv(c, &taken[i++], &known[j++]);
    printf("%d %d %d\n", i + j, taken[0], known[1]); // OUT: 3 7 1
    chan_release(c);
}
