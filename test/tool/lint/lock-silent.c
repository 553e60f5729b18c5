// RUN: %cspcc -Werror -Wno-csp-blocking -fsyntax-only %s
// RUN: %cspcc -Werror -Wno-csp -fsyntax-only %S/lock-held.c
// RUN: %not %cspcc -Werror=csp-lock -Wno-csp-blocking -fsyntax-only %S/lock-held.c
// A lock that may not be held any more, as far as one function shows: given
// back before, under the same condition, by a function, or at the end of a
// scope.
#include <csp.h>
#include <pthread.h>

static pthread_mutex_t m;
void table_unlock(void);
static void leave(void) { pthread_mutex_unlock(&m); }
static void leave_all(void) { leave(); }
static void guard_end(pthread_mutex_t **p) { pthread_mutex_unlock(*p); }

static void f(chan(int) c, bool shared)
{
    pthread_mutex_lock(&m);
    int n = (int)chan_len(c);
    pthread_mutex_unlock(&m);
    chan_send(c, n);
    if (shared) pthread_mutex_lock(&m);
    n++;
    if (shared) pthread_mutex_unlock(&m);
    chan_send(c, n);
    for (int i = 0; i < 3; i++) {
        chan_send(c, i);
        pthread_mutex_lock(&m);
        if (i == 2) {
            leave_all();
            continue;
        }
        table_unlock();
    }
    {
        pthread_mutex_t *guard __attribute__((cleanup(guard_end))) = &m;
        pthread_mutex_lock(guard);
        pthread_mutex_lock(&m);
        if (n) return;
    }
    yield();
    pthread_mutex_lock(&m);
    if (n > 4) {
        pthread_mutex_unlock(&m);
        return;
    }
    leave();
    yield();
}

int main(void)
{
    f(0, false);
    return 0;
}
