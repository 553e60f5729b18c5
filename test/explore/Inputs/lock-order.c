// Locks in two orders: three philosophers, each with a fork in the left hand.
#include <csp.h>
#include <csp_sync.h>

static csp_mutex fork[3] = {CSP_MUTEX_INIT, CSP_MUTEX_INIT, CSP_MUTEX_INIT};

static void dine(int left, int right)
{
    for (int meal = 0; meal < 2; meal++) {
        csp_mutex_lock(&fork[left]);
        csp_mutex_lock(&fork[right]);
        yield();
        csp_mutex_unlock(&fork[right]);
        csp_mutex_unlock(&fork[left]);
    }
}

int main(void)
{
    par {
        dine(0, 1);
        dine(1, 2);
        dine(2, 0);
    }
}
