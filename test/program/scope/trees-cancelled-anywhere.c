// RUN: %program %s
// Trees of groups, pars, go_in and shields that deadlines, failures, jumps and
// task_cancel end anywhere: each cleanup runs once, and no task stays behind.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_long born, cleaned;

static void clean(int *x)
{
    cleaned += *x;
}
#define COUNTED __attribute__((cleanup(clean))) int one = 1; born++

static int leaf(int n, int result)
{
    COUNTED;
    for (int i = 0; i < n; i++)
        if (yield() < 0 || (n & 1)) csp_sleep(n * 1000);
    return result;
}

static int tree(unsigned seed, int depth)
{
    COUNTED;
    within (seed % 7 * 20000) group () {
        csp_group *here = csp_group_here();
        for (unsigned i = 0; i < 4; i++) {
            unsigned s = seed * 1103515245u + 12345u + i * 7919u;
            if (depth && s % 3) go tree(s >> 3, depth - 1);
            else go leaf((int)(s >> 4) % 5, s % 11 ? 0 : -1);
            if (s % 5 == 0) go_in (here) leaf(2, s % 2 ? 0 : -2);
            if (s % 5 == 1) par { leaf(1, 0); { go_in (csp_group_here()) leaf(1, 0); } }
            task(int) t = s % 5 == 2 ? spawn(leaf(3, -1)) : NULL;
            if (s % 2) task_cancel(t);
            if (t && s & 64) join(t); else task_drop(t);
            if (s % 13 == 3) shield () csp_sleep(1000);
            if (s % 13 == 4) par for (int k = 0; k < 3; k++) leaf(k, 0);
            if (s % 17 == 5) goto out;
            if (s % 17 == 6) break;
        }
    }
out:
    return seed % 19 ? 0 : -1;
}

int main(void)
{
#ifdef SMALL
    const unsigned rounds = 5;
#else
    const unsigned rounds = 50;
#endif
    for (unsigned i = 0; i < rounds; i++) {
        group () {
            go tree(i * 2654435761u, 4);
            go tree(i * 40503u + 7, 3);
            csp_sleep(i % 50 * 1000);
        }
        if (csp_live() != 1 || born != cleaned)
            printf("%ld %ld %zu\n", (long)born, (long)cleaned, csp_live());
    }
    puts(born > rounds ? "each once" : "none"); // OUT: each once
    return 0;
}
