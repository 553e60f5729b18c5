// RUN: %program %s
// More tasks select fairly at once than the runtime remembers: each still takes
// both of its cases, which are always ready.
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { TASKS = 300, ROUNDS = 100 };
#else
enum { TASKS = 3000, ROUNDS = 100 };
#endif

static int starved(chan(int) a, chan(int) b)
{
    int first = 0, second = 0;
    for (int i = 0; i < ROUNDS; i++) {
        select_fair {
        case_recv(a, NULL): first++; break;
        case_recv(b, NULL): second++; break;
        }
        if (i % 10 == 0) yield();
    }
    return first == 0 || second == 0;
}

int main(void)
{
    static task(int) tasks[TASKS];
    chan(int) a = chan_make(int, 0), b = chan_make(int, 0);
    int n = 0;
    chan_close(a); // always ready
    chan_close(b);
    for (int i = 0; i < TASKS; i++)
        tasks[i] = spawn(starved(a, b));
    for (int i = 0; i < TASKS; i++)
        n += join(tasks[i]);
    printf("%d starved\n", n); // OUT: 0 starved
    chan_release(a);
    chan_release(b);
    return 0;
}
