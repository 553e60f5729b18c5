// RUN: %program %s
// A csp_mutex may be held over a suspension, by tasks and by a thread; it is
// handed on in the order of waiting, whoever gives it back, and is a case of a
// select.
#include <csp_sync.h>
#include <pthread.h>
#include <stdio.h>

static csp_mutex m = CSP_MUTEX_INIT;
static int sum;

static void add(int n, chan(int) done)
{
    for (int i = 0; i < 100; i++) {
        csp_mutex_lock(&m);
        int s = sum;
        if (i % 10 == 0) yield();
        sum = s + n;
        csp_mutex_unlock(&m);
    }
    chan_send(done, n);
}

static void *add_in_thread(void *unused)
{
    for (int i = 0; i < 100; i++) {
        csp_mutex_lock(&m);
        sum += 1000;
        csp_mutex_unlock(&m);
    }
    return unused;
}

static void queue_up(int n)
{
    csp_mutex_lock(&m);
    printf("%d ", n);
    csp_mutex_unlock(&m);
}

int main(void)
{
    auto_chan(int) done = chan_make(int, 0);
    pthread_t thread;
    pthread_create(&thread, NULL, add_in_thread, NULL);
    for (int i = 1; i <= 10; i++)
        go
    add(i, done);
    for (int i = 1; i <= 10; i++)
        chan_recv(done, NULL);
    blocking
    pthread_join(thread, NULL);
    printf("%d\n", sum); // OUT: 105500
    select
    {
        case_lock(&m) : puts("locked");
        break; // OUT: locked
        case_after(CSP_S) : puts("not locked");
    }
    printf("%d\n", csp_mutex_trylock(&m)); // OUT: 0
    select
    {
        case_lock(&m) : puts("locked");
        break;
        case_after(1) : puts("not locked"); // OUT: not locked
    }
    for (int i = 1; i <= 5; i++) {
        go
        queue_up(i);
        csp_sleep(CSP_MS);
    }
    csp_mutex_unlock(&m);
    csp_sleep(CSP_MS);
    printf("%d\n", csp_mutex_trylock(&m)); // OUT: 1 2 3 4 5 1
    csp_mutex_unlock(&m);
    csp_mutex_unlock(&m);
}
// ENV: CSP_CLOCK=virtual
// ERR: mutex-over-suspension.c:@LINE-3: unlock of a mutex that is not locked
// EXIT: 2
