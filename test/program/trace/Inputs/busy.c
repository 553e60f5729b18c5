// SPDX-License-Identifier: MIT
// A program that makes each mistake that csp-top warns of, over and over, until
// its standard input ends.
#include <csp.h>
#include <csp_io.h>
#include <csp_sync.h>

static csp_mutex lock = CSP_MUTEX_INIT;

static void overfill(chan_out(int) narrow)
{
    for (int i = 0;; i++)
        chan_send(narrow, i);
}

static void drain(chan_in(int) narrow)
{
    int n;
    while (chan_recv(narrow, &n))
        csp_sleep(CSP_MS / 8);
}

static void spin(void)
{
    for (;; csp_sleep(CSP_MS))
        for (int i = 0; i < 200; i++)
            yield();
}

static void crowd(void)
{
    for (;;) {
        csp_mutex_lock(&lock);
        csp_sleep(CSP_MS / 8);
        csp_mutex_unlock(&lock);
    }
}

static void hog(void)
{
    for (;; csp_sleep(50 * CSP_MS))
        for (int64_t end = csp_now() + 20 * CSP_MS; csp_now() < end;)
            ;
}

int main(void)
{
    char byte;
    chan(int) narrow = chan_make(int, 1);
    go overfill(narrow);
    go drain(narrow);
    go spin();
    go hog();
    for (int i = 0; i < 4; i++)
        go crowd();
    if (csp_read(0, &byte, 1) < 0) return 1;
}
