// RUN: %program %s
// A select in C that cspcc has not compiled would take no case at all: it stops
// the program with its place, on any thread.
#include "Inputs/plain-select.h"
#include <pthread.h>
#include <stdio.h>

static void *thread(void *c)
{
    printf("%d\n", plain_select(c));
    return NULL;
}

int main(void)
{
    pthread_t id;
    csp_chan(int) c = csp_chan_make(int, 1);
    csp_chan_send(c, 4);
    if (pthread_create(&id, NULL, thread, c)) return 1;
    csp_blocking pthread_join(id, NULL);
    return 0;
}
// LINK-PLAIN: Inputs/plain-select.c
// ERR: plain-select.c:7: select in plain code
// EXIT: 2
