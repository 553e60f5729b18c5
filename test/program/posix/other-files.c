// RUN: %program %s
// Between files nothing needs to be said: a function of another file, and one
// behind a pointer, suspends its caller.
// FLAGS: -fcsp-io
// LINK: Inputs/pause.c
#include <pthread.h>
#include <stdio.h>
#include <time.h>

int pause_for(int ms);
int call(int (*f)(int), int n);

static int order[3];
static _Atomic int count;

static int note(int n)
{
    pause_for(n);
    order[count++] = n;
    return n;
}

static void *third(void *arg)
{
    call(note, 300);
    return arg;
}

static void *second(void *arg)
{
    call(note, 200);
    return arg;
}

int main(void)
// ENV: CSP_CLOCK=virtual
// WORKERS: 1
// REQUIRES: proc
{
    pthread_t a, b;
    pthread_create(&a, NULL, third, NULL);
    pthread_create(&b, NULL, second, NULL);
    note(100);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d %d\n", order[0], order[1], order[2]); // OUT: 100 200 300
}
