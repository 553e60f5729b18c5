// RUN: %program %s
// A channel of capacity one guards plain data, with no atomics.
#include <csp.h>
#include <stdio.h>

struct account { long balance; int moves; };

static void work(chan(struct account *) lock, int by)
{
    for (int i = 0; i < 300; i++) {
        struct account *a = chan_get(lock);
        long old = a->balance;
        if (i % 10 == 0) yield();
        a->balance = old + by;
        a->moves++;
        chan_send(lock, a);
    }
}

int main(void)
{
    struct account account = {1000, 0};
    chan(struct account *) lock = chan_make(struct account *, 1);
    chan_send(lock, &account);
    for (int i = 0; i < 10; i++)
        go work(lock, i % 2 ? 7 : -5);
    while (csp_live() > 1)
        yield();
    printf("%ld %d\n", account.balance, account.moves); // OUT: 4000 3000
    chan_release(lock);
    return 0;
}
