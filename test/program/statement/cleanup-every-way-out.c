// RUN: %program %s
// What stands behind a suspension is cleaned up once, the last declared first,
// on each way out of its scope: its end, break, continue, goto forwards and
// back, return of a value that suspends, and the end of a channel that the
// coroutine waits on (row A3).
#include <csp.h>
#include <stdio.h>
#include <string.h>

static char text[64]; // what has been cleaned up; one task at a time

static void note(const char *name)
{
    strncat(text, name, 1);
}
#define NOTED __attribute__((cleanup(note)))

static int length(void)
{
    yield();
    return (int)strlen(text);
}

static int leave(int how, chan(int) c)
{
    int rounds = 0;
    NOTED char a = 'a';
again:
    for (int i = 0; i < 2; i++) {
        NOTED char b = 'b';
        yield();
        NOTED char c1 = 'c';
        yield();
        switch (how) {
        case 1: break;
        case 2: continue;
        case 3: goto out;
        case 4: if (rounds++ < 1) goto again; break;
        case 5: return length(); // nothing is cleaned up yet
        case 6: if (!chan_recv(c, NULL)) return chan_error(c); break;
        case 7: select { case_recv(c, NULL): return -chan_error(c); }
        }
        if (how == 8) break;
        NOTED char d = 'd';
        yield();
    }
    yield();
out:
    yield();
    return rounds;
}

static void fail(chan(int) c)
{
    yield();
    chan_fail(c, 9);
}

int main(void)
{
    for (int how = 0; how < 9; how++) {
        chan(int) c = chan_make(int, 0);
        text[0] = 0;
        par {
            fail(c);
            {
                int result = leave(how, c);
                printf("%d: %s, %d\n", how, text, result);
            }
        }
        chan_release(c);
    }
    return 0;
}
// OUT: 0: dcbdcba, 0
// OUT: 1: dcbdcba, 0
// OUT: 2: cbcba, 0
// OUT: 3: cba, 0
// OUT: 4: cbdcbdcba, 3
// OUT: 5: cba, 0
// OUT: 6: cba, 9
// OUT: 7: cba, -9
// OUT: 8: cba, 0
