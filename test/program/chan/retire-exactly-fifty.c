// RUN: %program %s
// Five writers retire, each behind its last value; five readers end when the
// channel does. Each time exactly 50 values of 50 arrive (row Y3).
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

#ifdef SMALL
enum { RUNS = 100 };
#else
enum { RUNS = 1000 };
#endif

static void writer(chan(int) c)
{
    for (int i = 0; i < 10; i++)
        chan_send(c, 1);
    chan_retire(c);
    chan_release(c);
}

static int reader(chan(int) c)
{
    int n = 0, v;
    while (chan_recv(c, &v))
        n += v;
    chan_release(c);
    return n;
}

int main(void)
{
    int wrong = 0;
    for (int run = 0; run < RUNS; run++) {
        chan(int) c = chan_make(int, run % 4);
        task(int) readers[5];
        int sum = 0;
        chan_writers(c, 5);
        for (int i = 0; i < 5; i++) {
            readers[i] = spawn(reader(chan_retain(c)));
            go writer(chan_retain(c));
        }
        for (int i = 0; i < 5; i++)
            sum += join(readers[i]);
        wrong += sum != 50;
        chan_release(c);
    }
    printf("%d wrong\n", wrong); // OUT: 0 wrong
    return 0;
}
