// RUN: %program %s
// What the caller changes after `go` does not reach the task: structs and
// arrays inside them are copied, of a few bytes and of 100 KB.
#include <csp.h>
#include <stdio.h>
#include <string.h>

struct small { int list[3]; const char *name; };
struct large { int list[25 * 1024]; };

static void show(struct small s, const char *note, chan(int) out)
{
    yield();
    printf("%s %d %d %s\n", s.name, s.list[0], s.list[2], note);
    chan_send(out, 1);
}

static void add(struct large l, int bias, chan(int) out)
{
    int sum = bias;
    yield();
    for (int i = 0; i < 25 * 1024; i++)
        sum += l.list[i];
    chan_send(out, sum);
}

int main(void)
{
    chan(int) out = chan_make(int, 0);
    struct small s = {{1, 2, 3}, "small"};
    go show(s, "by value", out);
    memset(&s, 0, sizeof s);
    chan_get(out); // OUT: small 1 3 by value
    struct large l;
    for (int i = 0; i < 25 * 1024; i++)
        l.list[i] = i % 7;
    go add(l, 5, out);
    memset(&l, 0, sizeof l);
    printf("%d\n", chan_get(out)); // OUT: 76802
    while (csp_live() > 1)
        yield();
    chan_release(out);
    return 0;
}
