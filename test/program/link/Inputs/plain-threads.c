#include <csp.h>
#include <pthread.h>

coroutine int meet(chan(int) c, int n);
int run_threads(chan(int) c, int threads, int each);

struct work { chan(int) c; int each, done; };

static void *run(void *argument)
{
    struct work *work = argument;
    for (int i = 0; i < work->each; i++)
        work->done += meet(work->c, 1) >= 0;
    return NULL;
}

int run_threads(chan(int) c, int threads, int each)
{
    pthread_t ids[16];
    struct work work[16];
    int done = 0;
    for (int i = 0; i < threads; i++) {
        work[i] = (struct work){c, each, 0};
        pthread_create(&ids[i], NULL, run, &work[i]);
    }
    for (int i = 0; i < threads; i++) {
        pthread_join(ids[i], NULL);
        done += work[i].done;
    }
    return done;
}
