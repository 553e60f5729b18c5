// RUN: %program %s
// csp_rwlock: readers share it and writers do not, with many of both that stay
// in it over a suspension, a few of which give up; a writer that waits keeps
// later readers out.
#include <csp_sync.h>
#include <stdatomic.h>
#include <stdio.h>

#ifdef SMALL
enum { TIMES = 40 };
#else
enum { TIMES = 400 };
#endif
static csp_rwlock l = CSP_RWLOCK_INIT;
static atomic_int inside, wrong, gave_up, writes;
static int written; // guarded by l

static void in_and_out(int weight)
{
    int now = inside += weight;
    if (weight == 1 ? now >= 10000 : now != 10000) wrong++;
    yield();
    inside -= weight;
}

static void reader(int n)
{
    for (int i = 0; i < TIMES; i++) {
        csp_rwlock_rdlock(&l);
        in_and_out(1);
        csp_rwlock_unlock(&l);
        if (i % 8 == n) yield();
    }
}

static void writer(int n)
{
    for (int i = 0; i < TIMES / 4; i++) {
        bool got = false;
        within (i % 4 == n ? 2000 : CSP_S) got = csp_rwlock_wrlock(&l);
        gave_up += !got;
        if (!got) continue;
        written++;
        in_and_out(10000);
        writes++;
        csp_rwlock_unlock(&l);
    }
}

static void late(chan(int) out, int who, bool writes)
{
    if (writes)
        csp_rwlock_wrlock(&l);
    else
        csp_rwlock_rdlock(&l);
    chan_send(out, who);
    csp_rwlock_unlock(&l);
}

int main(void)
{
    group () {
        for (int i = 0; i < 8; i++)
            go reader(i);
        for (int i = 0; i < 3; i++)
            go writer(i);
    }
    printf("%d %d\n", wrong, written == writes); // OUT: 0 1
    printf("%d\n", writes + gave_up == 3 * (TIMES / 4)); // OUT: 1
    auto_chan(int) out = chan_make(int, 3);
    csp_rwlock_rdlock(&l);
    printf("%d%d ", csp_rwlock_tryrdlock(&l), csp_rwlock_trywrlock(&l));
    go late(out, 1, true);
    while (csp_rwlock_tryrdlock(&l)) { // until the writer is in the line
        csp_rwlock_unlock(&l);
        yield();
    }
    go late(out, 2, false);
    csp_rwlock_unlock(&l);
    printf("%zu ", chan_len(out));
    csp_rwlock_unlock(&l);
    printf("%d ", chan_get(out));
    printf("%d\n", chan_get(out)); // OUT: 10 0 1 2
}
