// RUN: %program %s
// While all tasks wait and a thread of the program's own lives, the threads are
// looked at for a deadlock less and less often.
#include <csp.h>
#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

static atomic_int looks;

DIR *opendir(const char *name)
{
    (void)name;
    looks++;
    return NULL; // nobody can tell
}

static chan(int) to;

static void *sleeper(void *unused)
{
    struct timespec pause = {.tv_nsec = 400 * CSP_MS};
    nanosleep(&pause, NULL);
    chan_send_thread(to, 1);
    return unused;
}

int main(void)
{
    pthread_t thread;
    int64_t begin = csp_now();
    to = chan_make(int, 0);
    if (pthread_create(&thread, NULL, sleeper, NULL)) return 1;
    printf("%d\n", chan_get(to)); // OUT: 1
    int seconds = (int)((csp_now() - begin) / CSP_S);
    // After 10, 30, 70, 150, 310 ms, and then at most each second.
    if (looks > 12 + 2 * seconds) printf("%d looks\n", looks);
    return 0;
}
// REQUIRES: plain
