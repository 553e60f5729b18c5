// SPDX-License-Identifier: MIT
#include <csp_sync.h>
#include <cstdio>
#include <thread>

static csp_mutex m = CSP_MUTEX_INIT;
static csp_once once = CSP_ONCE_INIT;
static int made, sum;

static void count()
{
    csp_once_do(&once, [] { made++; });
    for (int i = 0; i < 10; i++) {
        csp_mutex_lock(&m);
        sum++;
        csp_mutex_unlock(&m);
    }
}

int main()
{
    std::thread other(count);
    count();
    other.join();
    std::printf("%d %d\n", made, sum);
}
