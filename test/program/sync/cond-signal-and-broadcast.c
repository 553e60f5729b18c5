// RUN: %program %s
// csp_cond: each signal lets the one go on that waits longest, a broadcast all;
// a signal without anybody is nothing; tasks and a thread wait alike.
#include <csp_sync.h>
#include <pthread.h>
#include <stdio.h>

static csp_mutex m = CSP_MUTEX_INIT;
static csp_cond called = CSP_COND_INIT, idle = CSP_COND_INIT;
static int tickets, served, waiting;

static void take_a_ticket(int who, chan(int) order)
{
    csp_mutex_lock(&m);
    waiting++;
    csp_cond_signal(&idle);
    while (served == tickets)
        csp_cond_wait(&called, &m);
    served++;
    csp_mutex_unlock(&m);
    chan_send(order, who);
}

static void *take_in_thread(void *order)
{
    chan(int) c = order;
    csp_mutex_lock(&m);
    waiting++;
    csp_cond_signal(&idle);
    while (tickets < 100)
        csp_cond_wait(&called, &m);
    csp_mutex_unlock(&m);
    chan_send(c, 100);
    return NULL;
}

static void until_there_wait(int n)
{
    csp_mutex_lock(&m);
    while (waiting < n)
        csp_cond_wait(&idle, &m);
    csp_mutex_unlock(&m);
}

int main(void)
{
    auto_chan(int) order = chan_make(int, 10);
    csp_cond_signal(&called);
    for (int i = 1; i <= 5; i++) {
        go take_a_ticket(i, order);
        until_there_wait(i);
    }
    for (int i = 1; i <= 3; i++) {
        csp_mutex_lock(&m);
        tickets++;
        csp_cond_signal(&called);
        csp_mutex_unlock(&m);
        printf("%d ", chan_get(order));
    }
    printf("%zu\n", chan_len(order)); // OUT: 1 2 3 0
    pthread_t thread;
    pthread_create(&thread, NULL, take_in_thread, order);
    until_there_wait(6);
    csp_mutex_lock(&m);
    tickets = 100;
    csp_mutex_unlock(&m);
    csp_cond_broadcast(&called);
    int sum = 0;
    for (int i = 0; i < 3; i++)
        sum += chan_get(order);
    blocking pthread_join(thread, NULL);
    printf("%d %d\n", sum, served); // OUT: 109 5
    csp_cond_wait(&called, &m);
}
// ERR: cond-signal-and-broadcast.c:@LINE-2: csp_cond_wait with a mutex that is not locked (0x
// EXIT: 2
