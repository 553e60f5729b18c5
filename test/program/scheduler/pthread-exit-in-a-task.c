// RUN: %program %s
// A task that ends its thread stops the program, with the name of the task:
// neither it nor the others of its worker are lost in silence.
#include <csp.h>
#include <pthread.h>

static void leave(void)
{
    pthread_exit(NULL);
}

static void work(void)
{
    yield();
    leave();
}

int main(void)
{
    go work();
    csp_sleep(3600 * CSP_S);
}
// ERR: csp: pthread_exit in a task, or its thread was cancelled (in a task begun as work,
// EXIT: 2
// UNSUPPORTED: tsan
