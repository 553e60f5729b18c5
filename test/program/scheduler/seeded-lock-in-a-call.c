// RUN: %cspcc -fsanitize=address -O1 -g %s -o %t && env CSP_SEED=1 %t
// REQUIRES: plain, proc
// A seed that chooses among tasks which are to try for a mutex looks at their
// frames, not behind what they wait in.
#include <csp.h>
#include <csp_sync.h>

static csp_mutex mutex = CSP_MUTEX_INIT;
static int64_t sum;

static void add(int64_t n, int deep)
{
    if (deep) { add(n, deep - 1); return; } // its frame stands alone
    csp_mutex_lock(&mutex);
    int64_t old = sum;
    yield();
    sum = old + n;
    csp_mutex_unlock(&mutex);
}

int main(void)
{
    for (int round = 0; round < 20; round++)
        group ()
            for (int i = 0; i < 3; i++)
                for (int deep = 0; deep < 4; deep++) go add(1, deep);
    return sum == 240 ? 0 : 1;
}
