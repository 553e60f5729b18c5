// A task for each kind of wait, and one that asks who waits for what.
#include <csp.h>
#include <csp_sync.h>

#define SECOND 1000000000LL

static csp_mutex lock = CSP_MUTEX_INIT;

static coroutine int deep(int n)
{
    if (n == 0)
        csp_sleep(100 * SECOND);
    int below = n > 0 ? deep(n - 1) : 0;
    return below + n;
}

static coroutine void locks(void)
{
    csp_mutex_lock(&lock);
}

static coroutine void chooses(chan(int) a, chan(long) b)
{
    int x;
    select {
    case_recv(a, &x):
        break;
    case_send(b, 7L):
        break;
    }
}

__attribute__((noinline)) static void asked(void)
{
    __asm__ volatile("" ::: "memory");
}

int main(void)
{
    chan(int) a = chan_make(int, 0);
    chan(long) b = chan_make(long, 0);
    task(int) handle = spawn(deep(2));
    csp_mutex_lock(&lock);
    for (int i = 0; i < 30; i++)
        go locks();
    go chooses(a, b);
    go {
        par {
            chan_recv(a, NULL);
            chan_recv(b, NULL);
        }
    };
    go {
        group () {
            go locks();
            go locks();
        }
    };
    go {
        within (9 * SECOND) {
            chan_recv(a, NULL);
        }
    };
    go {
        join(handle);
    };
    csp_sleep(SECOND);
    asked();
    return 0;
}
