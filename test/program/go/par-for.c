// RUN: %program %s
// Every turn of a par for runs as a task of its own, with copies of the
// variables of the loop's head; the rest is shared; all have ended behind it.
// OUT: 285 10 1
// OUT: 0
// OUT: 60
// OUT: 48
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

static int square(int n)
{
    yield();
    return n * n;
}

static int rows(int n)
{
    atomic_int sum = 0;
    par for (int i = 0; i < n; i++)
        par for (int k = 0; k < n; k++) {
            if (k == i) continue;
            yield();
            sum += (i + 1) * (k + 1);
        }
    return sum;
}

static int received(chan(int) c)
{
    atomic_int sum = 0;
    int v;
    par for (; chan_recv(c, &v);) {
        yield();
        sum += v;
    }
    return sum;
}

static void produce(chan(int) c)
{
    for (int i = 10; i <= 30; i += 10)
        chan_send(c, i);
    chan_close(c);
}

int main(void)
{
    int squares[10] = {0}, sum = 0;
    atomic_int turns = 0;
    par for (int i = 0; i < 10; i++) {
        squares[i] = square(i);
        turns++;
    }
    for (int i = 0; i < 10; i++)
        sum += squares[i];
    printf("%d %d %zu\n", sum, turns, csp_live());
    par for (int i = 0; i < 0; i++)
        turns++;
    printf("%d\n", turns - 10);
    chan(int) c = chan_make(int, 0);
    go produce(c);
    printf("%d\n", received(c));
    chan_release(c);
    printf("%d\n", rows(4) - rows(3) + rows(2) - 2 * 1 - 2);
}
