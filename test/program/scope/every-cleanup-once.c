// RUN: %program %s
// Deadlines, groups, pars, joins and cancelled tasks at random: each cleanup
// runs once, and each message is received or still with its sender.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>
#ifdef SMALL
enum { ROUNDS = 3 };
#else
enum { ROUNDS = 10 };
#endif

static atomic_long opened, cleaned, sent, got;

static void clean(int *x)
{
    cleaned += *x;
}

static int some(chan(int) a, chan(int) b, unsigned seed, int depth);

static int nest(chan(int) a, chan(int) b, unsigned seed, int depth)
{
    group () {
        __attribute__((cleanup(clean))) int guard = 1;
        opened++;
        go some(a, b, seed + 1, depth);
        task(int) t = spawn(some(b, a, seed + 2, depth));
        if (seed % 5 == 0) return task_drop(t), 1;
        if (seed % 5 == 1) task_cancel(t);
        par {
            some(a, b, seed + 3, depth);
            par for (int i = 0; i < 2; i++) some(b, a, seed + 4, 0);
        }
        join(t);
    }
    return 0;
}

static int some(chan(int) a, chan(int) b, unsigned seed, int depth)
{
    int v;
    for (int i = 0; i < 16; i++) {
        seed = seed * 1103515245 + 12345;
        within (seed >> 16 & 0x3fff) {
            __attribute__((cleanup(clean))) int guard = 1;
            opened++;
            switch (seed >> 8 & 7) {
            case 0: sent += chan_send(a, 1); break;
            case 1: got += chan_recv(b, &v); break;
            case 2:
                select {
                case_send(a, 1): sent++; break;
                case_recv(b, &v): got++; break;
                case_after(seed >> 4 & 0xfff): break;
                }
                break;
            case 3: csp_sleep(seed >> 4 & 0xfff); break;
            case 4:
                shield () within (seed >> 4 & 0xfff) csp_sleep(CSP_S);
                break;
            case 5: if (depth) nest(a, b, seed >> 4, depth - 1); break;
            case 6: if (depth) join(spawn(some(b, a, seed, depth - 1))); break;
            case 7: yield(); break;
            }
        }
    }
    return seed >> 16 & 7 ? 0 : -1;
}

int main(void)
{
    auto_chan(int) a = chan_make(int, 0);
    auto_chan(int) b = chan_make(int, 1);
    int v;
    for (unsigned i = 0; i < ROUNDS; i++)
        within (CSP_S / 20) nest(a, b, 7 * i, 2);
    while (csp_live() > 1)
        csp_sleep(CSP_MS);
    while (chan_try_recv(b, &v) == 1)
        got++;
    printf("%d %d\n", opened == cleaned, sent == got); // OUT: 1 1
    return 0;
}
