// SPDX-License-Identifier: MIT
// A program in which each kind of event happens.
#include <csp.h>
#include <csp_io.h>
#include <csp_sync.h>
#include <unistd.h>

static csp_mutex lock = CSP_MUTEX_INIT;
static chan(int) numbers, quick, slow;
static int ends[2];

static void send_some(int n)
{
    for (int i = 0; i < n; i++)
        chan_send(numbers, i);
}

static void keep_lock(void)
{
    csp_mutex_lock(&lock);
    csp_sleep(CSP_MS);
    csp_mutex_unlock(&lock);
}

static void read_byte(void)
{
    char byte;
    if (csp_read(ends[0], &byte, 1) != 1) csp_trace_mark("nothing");
}

static void choose(void)
{
    int n;
    select {
    case_recv(quick, &n): break;
    case_recv(slow, &n): break;
    }
}

static void receive_one(void)
{
    int n;
    chan_recv(quick, &n);
}

static void nap(void)
{
    csp_sleep(CSP_MS);
}

int main(void)
{
    numbers = chan_make(int, 2);
    quick = chan_make(int, 0);
    slow = chan_make(int, 0);
    if (pipe(ends) < 0) return 1;
    csp_trace_mark("here");
    task(void) chooses = spawn(choose());
    task(void) reads = spawn(read_byte());
    go send_some(10);
    group () {
        go keep_lock();
        go keep_lock();
    }
    int n;
    for (int i = 0; i < 10; i++)
        chan_recv(numbers, &n);
    par {
        nap();
        blocking usleep(100);
    }
    chan_send(quick, 1);
    if (write(ends[1], "x", 1) < 1) return 1;
    join(chooses);
    join(reads);
    task(void) naps = spawn(nap());
    task(void) receives = spawn(receive_one());
    join(naps);
    chan_send(quick, 1);
    join(receives);
    csp_trace_mark("there: \"\xc3\xa4\" \t\\ \xc3");
    return 0;
}
