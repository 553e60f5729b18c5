// RUN: %program %s
// case_send(c, v, &ok) tells whether its channel is closed, in each kind of
// select, at once or after a wait; without ok a failure stops the program.
#include <csp.h>
#include <stdio.h>

struct pair {
    int x, y;
};

static _Atomic int times; // read by close_it, on whichever worker

static bool *answer(bool *ok)
{
    times++;
    yield();
    return ok;
}

static void close_it(chan(struct pair) c)
{
    while (times < 7)
        yield();
    csp_sleep(CSP_MS);
    chan_close(c);
}

int main(void)
{
    chan(int) c = chan_make(int, 1);
    chan(struct pair) d = chan_make(struct pair, 0);
    chan(char[4]) s = chan_make(char[4], 1);
    bool ok = false, oks[2] = {true, true};
    struct pair p = {3, 4};
    select { case_send(c, 1, &ok): printf("%d\n", ok); } // OUT: 1
    select { case_send(s, "no", answer(&ok)): printf("%d\n", ok); } // OUT: 1
    chan_close(c);
    chan_close(s);
    select { case_send(c, 1, &ok): printf("%d\n", ok); } // OUT: 0
    ok = true;
    select_ordered { case_send(s, {"no"}, &ok): printf("%d\n", ok); } // OUT: 0
    select {
    case_send(d, p, &ok): break;
    default: puts("default"); // OUT: default
    }
    times += 5;
    go close_it(d);
    select_fair {
    case_send(d, {1, 2}, answer(&oks[times % 2])): break;
    case_send(d, {.y = 2}, &ok): oks[1] = ok; break;
    case_send(d, p, &ok): oks[1] = ok; break;
    case_after(3600 * CSP_S): break;
    }
    printf("%d %d\n", oks[0], oks[1]); // OUT: 0 1
    select { case_send(d, {5, 6}, NULL): puts("never"); }
}
// ERR: send-answer.c:@LINE-2: send on a closed channel
// EXIT: 2
