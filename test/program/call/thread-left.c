// RUN: %program %s
// Plain code that ends the thread of a worker would lose its task, and others:
// the program stops and says in which task.
#include <csp.h>
#include <pthread.h>
#include <stdio.h>

static void leave(void)
{
    pthread_exit(NULL);
}

int main(void)
{
    yield(); // ERR-RE: csp: pthread_exit in a task, or its thread was cancelled \(in a task begun as main, .*thread-left.c:@LINE\)
    puts("before"); // OUT: before
    fflush(stdout);
    leave();
    return 0;
}
// EXIT: 2
// UNSUPPORTED: stress, tsan
