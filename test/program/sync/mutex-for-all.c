// RUN: %program %s
// One mutex for tasks, tasks in a scope, selects and a thread, some of which
// give up while they wait or have just been called: one at a time has it, and
// nobody is forgotten.
#include <csp_sync.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

enum { TIMES = 200 };
static csp_mutex m = CSP_MUTEX_INIT;
static atomic_int inside, wrong, given_up;
static int count; // under the mutex

static void use(int i)
{
    if (++inside != 1) wrong++;
    count++;
    if (i % 3 == 0)
        shield() yield();
    inside--;
    csp_mutex_unlock(&m);
}

static void lock_it(int64_t patience)
{
    for (int i = 0; i < TIMES; i++)
        within (patience) {
            if (csp_mutex_lock(&m)) use(i);
            else given_up++;
        }
}

static void lock_plainly(void)
{
    for (int i = 0; i < TIMES; i++) {
        csp_mutex_lock(&m);
        use(i);
    }
}

static void select_it(void)
{
    for (int i = 0; i < TIMES; i++)
        select {
        case_lock(&m): use(i); break;
        case_after(1000): given_up++;
        }
}

static void *lock_in_thread(void *unused)
{
    for (int i = 0; i < TIMES; i++) {
        csp_mutex_lock(&m);
        count++;
        csp_mutex_unlock(&m);
    }
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, lock_in_thread, NULL);
    group () {
        for (int i = 0; i < 4; i++) {
            go lock_it(i % 2 ? 2000 : CSP_S);
            go lock_plainly();
            go select_it();
        }
    }
    blocking pthread_join(thread, NULL);
    printf("%d %d %d\n", wrong, count + given_up, csp_mutex_trylock(&m));
    // OUT: 0 2600 1
}
