// RUN: %program %s
// A task that waits for a mutex may be overtaken by one that takes it again and
// again, but not for long; and those that wait get it in their order.
#include <csp_sync.h>
#include <stdatomic.h>
#include <stdio.h>

static csp_mutex m = CSP_MUTEX_INIT;
static atomic_int served;

static void wait_as(int n, chan(int) order)
{
    csp_mutex_lock(&m);
    served++;
    chan_send(order, n);
    csp_mutex_unlock(&m);
}

int main(void)
{
    auto_chan(int) order = chan_make(int, 3);
    int overtaken[3] = {0};
    csp_mutex_lock(&m);
    for (int i = 1; i <= 3; i++) {
        go wait_as(i, order);
        csp_sleep(CSP_MS); // it waits
    }
    csp_mutex_unlock(&m);
    for (int i = 0; i < 3; i++)
        while (served == i) {
            csp_mutex_lock(&m);
            if (served == i) overtaken[i]++;
            csp_mutex_unlock(&m);
        }
    for (int i = 0; i < 3; i++)
        printf("%d", overtaken[i] <= CSP_MUTEX_OVERTAKES);
    for (int i = 0; i < 3; i++)
        printf(" %d", chan_get(order));
    puts(""); // OUT: 111 1 2 3
}
// ENV: CSP_CLOCK=virtual
