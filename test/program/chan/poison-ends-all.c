// RUN: %program %s
// Ten parties on one channel, and whichever reader takes the n-th value fails
// it: all end, no more than 50 values have arrived, what lay in the buffer is
// destroyed once, and nothing is left (row Y2).
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef SMALL
enum { RUNS = 100 };
#else
enum { RUNS = 1000 };
#endif
static atomic_int made, freed, delivered;

static void destroy(void *element)
{
    free(*(int **)element);
    atomic_fetch_add(&freed, 1);
}

static void writer(chan(int *) c)
{
    for (int i = 0; i < 10; i++) {
        int *value = malloc(sizeof *value);
        *value = i;
        atomic_fetch_add(&made, 1);
        if (!chan_send(c, value)) { // failed: still ours
            destroy(&value);
            break;
        }
    }
    chan_release(c);
}

static void reader(chan(int *) c, int poisons_at)
{
    int *value;
    while (chan_recv(c, &value)) {
        int n = atomic_fetch_add(&delivered, 1) + 1;
        destroy(&value);
        if (n == poisons_at) chan_fail(c, 7);
    }
    if (chan_error(c) != 7) exit(3);
    chan_release(c);
}

int main(void)
{
    for (int run = 0; run < RUNS; run++) {
        chan(int *) c = chan_make(int *, run % 3);
        chan_on_drop(c, destroy);
        atomic_store(&delivered, 0);
        for (int i = 0; i < 5; i++) {
            go writer(chan_retain(c));
            go reader(chan_retain(c), run % 50 + 1);
        }
        chan_release(c);
        while (csp_live() > 1)
            yield();
        if (atomic_load(&delivered) > 50) return 1;
    }
    puts(atomic_load(&made) == atomic_load(&freed) ? "all gone" : "leaks"); // OUT: all gone
    return 0;
}
