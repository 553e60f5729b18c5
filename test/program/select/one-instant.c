// RUN: %program %s
// A select with a default must see a case that is ready at every instant,
// though by turns through one channel or the other (row G13). Many cases between
// the two make a look at one after the other take long.
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { ROUNDS = 2000 };
#else
enum { ROUNDS = 40000 };
#endif
enum { BETWEEN = 62 };

static int empty(chan(int) c)
{
    int v, n = 0;
    while (chan_try_recv(c, &v) == 1)
        n++;
    return n;
}

// There is a value in one of them whenever the other is emptied.
static void move(chan(int) a, chan(int) b, chan(int) stop)
{
    int v;
    while (chan_try_recv(stop, &v) == 0) {
        chan_try_send(b, 1);
        empty(a);
        chan_try_send(a, 1);
        empty(b);
        yield();
    }
}

static int look(chan(int) a, chan(int) b)
{
    struct csp_choice set[BETWEEN + 2];
    chan(int) empties[BETWEEN + 1];
    int missed = 0, v;
    set[0] = choice_recv(b, &v);
    for (int i = 1; i <= BETWEEN; i++) {
        empties[i] = chan_make(int, 0);
        set[i] = choice_recv(empties[i], &v);
    }
    set[BETWEEN + 1] = choice_recv(a, &v);
    for (int i = 0; i < ROUNDS; i++) {
        int k = select_set(set, BETWEEN + 2, CSP_CHOOSE_DEFAULT);
        missed += k == BETWEEN + 2;
        if (k < BETWEEN + 2) chan_try_send(k ? a : b, 1); // back
    }
    for (int i = 1; i <= BETWEEN; i++)
        chan_release(empties[i]);
    return missed;
}

int main(void)
{
    chan(int) a = chan_make(int, 2), b = chan_make(int, 2);
    chan(int) stop = chan_make(int, 1);
    chan_send(a, 1);
    task(void) moving = spawn(move(a, b, stop));
    printf("%d\n", look(a, b)); // OUT: 0
    chan_close(stop);
    join(moving);
    chan_release(a);
    chan_release(b);
    chan_release(stop);
    return 0;
}
