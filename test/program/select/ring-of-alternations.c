// RUN: %program %s
// Four parties in a ring, each of which writes to the next or reads from the
// one before, whichever comes first. Locks or offers taken in the wrong order
// would hold them all (row Y5).
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { ROUNDS = 1000, PARTIES = 4 };
#else
enum { ROUNDS = 10000, PARTIES = 4 };
#endif

// Goes on until it has done both ROUNDS times.
static int party(chan(int) before, chan(int) next)
{
    int reads = 0, writes = 0, sum = 0, v = 0;
    while (reads < ROUNDS || writes < ROUNDS)
        select {
        case_recv(reads < ROUNDS ? before : NULL, &v): reads++; sum += v; break;
        case_send(writes < ROUNDS ? next : NULL, 1): writes++; break;
        }
    return sum;
}

int main(void)
{
    chan(int) ring[PARTIES];
    task(int) parties[PARTIES];
    for (int i = 0; i < PARTIES; i++)
        ring[i] = chan_make(int, 0);
    for (int i = 0; i < PARTIES; i++)
        parties[i] = spawn(party(ring[i], ring[(i + 1) % PARTIES]));
    int sum = 0;
    for (int i = 0; i < PARTIES; i++)
        sum += join(parties[i]);
    puts(sum == PARTIES * ROUNDS ? "ended" : "lost"); // OUT: ended
    for (int i = 0; i < PARTIES; i++)
        chan_release(ring[i]);
    return 0;
}
