// RUN: %program %s
// A sieve of another shape: each prime up to the root of the limit has a task
// that sends its multiples, and one task merges them by a heap into the list of
// what is no prime. The same primes as from the chain of filters, with far fewer
// messages (row Z3).
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

enum { LIMIT = 2000, MOST = 32 };
static atomic_long messages;

static bool tell(chan(int) c, int v)
{
    atomic_fetch_add_explicit(&messages, 1, memory_order_relaxed);
    return chan_send(c, v);
}

// -- the chain of filters ----------------------------------------------------

static void candidates(chan(int) out)
{
    for (int i = 2; i < LIMIT; i++)
        tell(out, i);
    chan_close(out);
    chan_release(out);
}

static void filter(chan(int) in, chan(int) out, int prime)
{
    int n;
    while (chan_recv(in, &n))
        if (n % prime) tell(out, n);
    chan_close(out);
    chan_release(in);
    chan_release(out);
}

static int by_filters(int *last)
{
    chan(int) in = chan_make(int, 0);
    int prime, count = 0;
    go candidates(chan_retain(in));
    while (chan_recv(in, &prime)) {
        chan(int) out = chan_make(int, 0);
        go filter(in, chan_retain(out), prime);
        in = out;
        *last = prime;
        count++;
    }
    chan_release(in);
    return count;
}

// -- the heap ----------------------------------------------------------------

// Sends the odd multiples of a prime from its square on, until nobody listens.
static void multiples(chan(int) out, int prime)
{
    for (int n = prime * prime; tell(out, n); n += 2 * prime)
        ;
    chan_release(out);
}

struct stream {
    int head; // its least number not yet merged
    chan(int) rest;
};

struct heap {
    int count;
    struct stream list[MOST];
};

static void sift_down(struct heap *h, int from)
{
    struct stream moving = h->list[from];
    for (int child; (child = 2 * from + 1) < h->count; from = child) {
        const struct stream *least = &h->list[child];
        if (child + 1 < h->count && least[1].head < least->head)
            least = &h->list[++child];
        if (least->head >= moving.head) break;
        h->list[from] = h->list[child];
    }
    h->list[from] = moving;
}

// A new stream begins behind all that have been merged, so it is the last leaf
// or sifts up.
static void add(struct heap *h, int prime)
{
    chan(int) rest = chan_make(int, 0);
    go multiples(chan_retain(rest), prime);
    int at = h->count++;
    struct stream s = {chan_get(rest), rest};
    for (; at > 0 && h->list[(at - 1) / 2].head > s.head; at = (at - 1) / 2)
        h->list[at] = h->list[(at - 1) / 2];
    h->list[at] = s;
}

static bool is_composite(struct heap *h, int n)
{
    bool found = false;
    while (h->count > 0 && h->list[0].head == n) {
        h->list[0].head = chan_get(h->list[0].rest);
        sift_down(h, 0);
        found = true;
    }
    return found;
}

static void sieve(chan(int) primes)
{
    struct heap heap = {.count = 0};
    tell(primes, 2);
    for (int n = 3; n < LIMIT; n += 2) {
        if (is_composite(&heap, n)) continue;
        tell(primes, n);
        if (n * n < LIMIT) add(&heap, n);
    }
    chan_close(primes);
    for (int i = 0; i < heap.count; i++) {
        chan_close(heap.list[i].rest);
        chan_release(heap.list[i].rest);
    }
}

static int by_merge(int *last)
{
    chan(int) primes = chan_make(int, 0);
    int count = 0, prime;
    go sieve(primes);
    for (; chan_recv(primes, &prime); count++)
        *last = prime;
    while (csp_live() > 1)
        yield();
    chan_release(primes);
    return count;
}

int main(void)
{
    int last = 0, count = by_filters(&last);
    long filtered = atomic_exchange(&messages, 0);
    printf("%d, %d: %ld messages\n", count, last, filtered);
    count = by_merge(&last);
    long merged = atomic_load(&messages);
    printf("%d, %d: %ld messages\n", count, last, merged);
    return 0;
}
// OUT: 303, 1999: 49569 messages
// OUT: 303, 1999: 1335 messages
