// RUN: %program %s
// What an operation has to report, it reports in its own way, and csp_why tells
// tasks why; threads and what does not wait leave that alone.
#include <csp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static int fails(int n)
{
    yield();
    return n;
}

static void *thread(void *channel)
{
    chan(int) c = channel;
    int v = 7;
    bool got = chan_recv_thread(c, &v), sent = chan_send_thread(c, 1);
    printf("%d %d %d\n", got, v, sent);
    return NULL;
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 1);
    int v = 7, why;
    printf("%d\n", csp_why()); // OUT: 0
    chan_close(c);
    int tried = chan_try_recv(c, &v);
    printf("%d %d\n", tried, v); // OUT: -1 0
    printf("%d\n", csp_why()); // OUT: 0
    printf("%d\n", chan_get(c)); // OUT: 0
    printf("%d\n", csp_why() == CSP_ECLOSED); // OUT: 1
    printf("%d\n", fails(-17)); // OUT: -17
    within (0, &why) printf("%d\n", yield()); // OUT: -2
    printf("%d %d\n", why == csp_why(), why == CSP_ETIMEDOUT); // OUT: 1 1
    bool got = chan_recv(c, &v);
    printf("%d %d\n", got, csp_why()); // OUT: 0 -1
    group (&why) go fails(-18);
    printf("%d\n", why); // OUT: -18
    puts(csp_error_text(CSP_ECANCELED)); // OUT: cancelled
    fflush(stdout);
    pthread_t t;
    if (pthread_create(&t, NULL, thread, (void *)c)) abort();
    blocking pthread_join(t, NULL); // OUT: 0 0 0
    return 0;
}
