// Five philosophers, five forks, each fork a channel that holds it. One takes
// the forks the other way round, so that they cannot all wait in a ring.
#include <csp.h>
#include <stdio.h>

enum { PEOPLE = 5, MEALS = 20 };

static void dine(chan(int) first, chan(int) second, chan(int) full)
{
    for (int i = 0; i < MEALS; i++) {
        int a = chan_get(first), b = chan_get(second);
        yield(); // eating
        chan_send(second, b + 1);
        chan_send(first, a + 1);
    }
    chan_send(full, MEALS);
}

int main(void)
{
    chan(int) forks[PEOPLE], full = chan_make(int, 0);
    int meals = 0, uses = 0;
    for (int i = 0; i < PEOPLE; i++) {
        forks[i] = chan_make(int, 1);
        chan_send(forks[i], 0); // how often it was used
    }
    go dine(forks[0], forks[PEOPLE - 1], full);
    for (int i = 1; i < PEOPLE; i++)
        go dine(forks[i - 1], forks[i], full);
    for (int i = 0; i < PEOPLE; i++)
        meals += chan_get(full);
    for (int i = 0; i < PEOPLE; i++) {
        uses += chan_get(forks[i]);
        chan_release(forks[i]);
    }
    printf("%d meals, forks used %d times\n", meals, uses);
    chan_release(full);
    return 0;
}
