// RUN: %program %s
// REQUIRES: proc
// Virtual time does not run away from a thread that may still act, nor from a
// blocking statement: an hour is not over before they have done their part.
#include <csp.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *outsider(void *arg)
{
    chan(int) c = arg;
    usleep(30000);
    chan_send_thread(c, 1);
    return NULL;
}

static void block(chan(int) c)
{
    blocking usleep(30000);
    chan_send(c, 2);
}

static void hear(chan(int) c)
{
    int v = 0;
    select {
    case_recv(c, &v): printf("heard %d\n", v); break;
    case_after(3600 * CSP_S): puts("an hour has passed");
    }
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 0);
    pthread_t thread;
    pthread_create(&thread, NULL, outsider, c);
    hear(c); // OUT: heard 1
    blocking pthread_join(thread, NULL);
    go block(c);
    hear(c); // OUT: heard 2
    hear(c); // OUT: an hour has passed
}
// ENV: CSP_CLOCK=virtual
