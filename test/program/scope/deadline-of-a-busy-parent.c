// RUN: %program %s
// A deadline that passes while the parent of a group is away, on a thread that
// blocks, ends the children at once, though nothing else can go on.
#include <csp.h>
#include <stdio.h>
#include <unistd.h>

static void say(int *end)
{
    if (write(*end, "x", 1) != 1) puts("no pipe");
}

static void wait_for_ever(chan(int) c, int end)
{
    __attribute__((cleanup(say), unused)) int told = end;
    chan_get(c);
    puts("never");
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 0);
    int ends[2], why;
    char said;
    if (pipe(ends) != 0) return 1;
    within (20 * CSP_MS, &why) group () {
        go wait_for_ever(c, ends[1]);
        yield();
        blocking if (read(ends[0], &said, 1) != 1) puts("no pipe");
    }
    printf("%d\n", why == CSP_ETIMEDOUT); // OUT: 1
    return 0;
}
