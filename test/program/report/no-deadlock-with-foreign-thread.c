// RUN: %program %s
// While a thread of the program's own may still send, waiting tasks are no
// deadlock.
#include <csp.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *feed(void *chan)
{
    chan(int) c = chan;
    usleep(60 * 1000);
    chan_send_thread(c, 7);
    usleep(60 * 1000);
    chan_close(c);
    return NULL;
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    pthread_t thread;
    int v, sum = 0;
    pthread_create(&thread, NULL, feed, c);
    while (chan_recv(c, &v))
        sum += v;
    printf("%d\n", sum); // OUT: 7
    blocking pthread_join(thread, NULL);
    chan_release(c);
    return 0;
}
