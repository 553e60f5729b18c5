// RUN: %program %s
// Under -fcsp-io a dump shows threads of POSIX as the program has them: begun as
// its function, at its own calls, with the holder of a pthread_mutex_t.
#include <csp.h>
#include <pthread.h>
#include <unistd.h>
// UNSUPPORTED: stress
// WORKERS: 1 2
// FLAGS: -fcsp-io
// ENV: CSP_DUMP=2
// ENV: CSP_CLOCK=virtual

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t barrier;

static void *hold(void *arg)
{
    pthread_mutex_lock(&lock);
    usleep(2000); // ERR-RE: ^  hold at .*:@LINE: in usleep, group at .*, for 1 ms$
    pthread_mutex_unlock(&lock);
    pthread_barrier_wait(&barrier);
    return arg;
}

static void *want(void *arg)
{
    pthread_mutex_lock(&lock); // ERR-RE: ^  want at .*:@LINE: in pthread_mutex_lock \(
    pthread_mutex_unlock(&lock); // ERR-RE: a mutex, held by task 0x[0-9a-f]+ \(number [0-9]+\), in hold at
    pthread_barrier_wait(&barrier);
    return arg;
}

static void *meet(void *arg)
{
    pthread_barrier_wait(&barrier); // ERR-RE: ^  meet at .*:@LINE: in pthread_barrier_wait \(
    return arg;
}

int main(void)
{
    pthread_t threads[3];
    pthread_barrier_init(&barrier, NULL, 3);
    pthread_create(&threads[0], NULL, hold, NULL);
    usleep(1000);
    pthread_create(&threads[1], NULL, want, NULL);
    pthread_create(&threads[2], NULL, meet, NULL);
    usleep(500);
    csp_dump(2);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
