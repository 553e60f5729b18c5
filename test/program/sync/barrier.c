// RUN: %program %s
// Five parties meet in ten rounds at a csp_barrier; one retires after the
// third, another is enrolled after the fifth: nobody is ever a round ahead.
#include <csp_sync.h>
#include <stdatomic.h>
#include <stdio.h>

static csp_barrier b = CSP_BARRIER_INIT(5);
static atomic_int there[12], ahead;

static void party(int from, int to)
{
    for (int round = from; round <= to; round++) {
        int parties = round <= 3 ? 5 : round <= 5 ? 4 : 5;
        there[round]++;
        csp_barrier_wait(&b);
        if (there[round] != parties) ahead++;
        csp_barrier_wait(&b);
    }
}

static void late_party(void)
{
    party(6, 10);
}

static void early_party(void)
{
    party(1, 3);
    csp_barrier_retire(&b);
}

static void enrolling_party(void)
{
    party(1, 5);
    csp_barrier_enrol(&b);
    go late_party();
    party(6, 10);
}

int main(void)
{
    par {
        early_party();
        enrolling_party();
        party(1, 10);
        party(1, 10);
        party(1, 10);
    }
    printf("%d %d %d\n", there[3], there[4], there[10]); // OUT: 5 4 5
    printf("%d\n", ahead); // OUT: 0
    csp_barrier none = CSP_BARRIER_INIT(1);
    csp_barrier_wait(&none);
    csp_barrier_retire(&none);
    csp_barrier_wait(&none);
}
// ERR: barrier.c:@LINE-2: csp_barrier_wait at a barrier of no parties (0x
// EXIT: 2
