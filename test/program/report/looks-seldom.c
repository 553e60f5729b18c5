// RUN: %program %s
// While a thread of the program's own talks to tasks, all workers sleep again
// and again; not each time are all threads looked at for a deadlock.
#include <csp.h>
#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int looks;

DIR *opendir(const char *name)
{
    (void)name;
    looks++;
    return NULL; // nobody can tell
}

static chan(int) to, back;

static void *talk(void *unused)
{
    int v;
    for (int i = 0; i < 3000; i++) {
        chan_send_thread(to, i);
        chan_recv_thread(back, &v);
    }
    return unused;
}

int main(void)
{
    pthread_t thread;
    int v = 0;
    to = chan_make(int, 0), back = chan_make(int, 0);
    if (pthread_create(&thread, NULL, talk, NULL)) return 1;
    for (int i = 0; i < 3000; i++) {
        chan_recv(to, &v);
        chan_send(back, v);
    }
    printf("%d\n", v); // OUT: 2999
    if (looks > 300) printf("%d looks\n", looks);
    return 0;
}
// REQUIRES: plain
