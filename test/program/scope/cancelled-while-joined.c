// RUN: %program %s
// A task is cancelled while another waits in its join, by a task and by a
// thread.
#include <csp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static int serve(chan(int) requests)
{
    int n, sum = 0;
    while (chan_recv(requests, &n))
        sum += n;
    return sum;
}

static void *cancel(void *server)
{
    task_cancel((task(int))server);
    return NULL;
}

static void cancel_it(task(int) server)
{
    task_cancel(server);
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 0);
    task(int) server = spawn(serve(c));
    chan_send(c, 40);
    chan_send(c, 2);
    go cancel_it(server);
    printf("%d\n", join(server)); // OUT: 42

    pthread_t thread;
    server = spawn(serve(c));
    chan_send(c, 17);
    if (pthread_create(&thread, NULL, cancel, (void *)server)) abort();
    printf("%d\n", join(server)); // OUT: 17
    blocking pthread_join(thread, NULL);
    return 0;
}
