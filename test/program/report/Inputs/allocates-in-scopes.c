// For out-of-memory.test: scopes, groups, locks, promises, monitors and links.
// What has a result to say so reports that there is no memory; the rest stops
// the program.
#include <csp.h>
#include <csp_sync.h>
#include <stdio.h>

static csp_mutex mutex = CSP_MUTEX_INIT;
static csp_rwlock pages = CSP_RWLOCK_INIT;
static csp_semaphore permits = CSP_SEMAPHORE_INIT(2);
static csp_once once = CSP_ONCE_INIT;

static int none(const char *what)
{
    printf("no %s\n", what);
    return 0;
}

static void give_back(csp_mutex **m)
{
    csp_mutex_unlock(*m);
}

static void begin(void)
{
    csp_sleep(1);
}

static int work(int n)
{
    csp_mutex_lock(&mutex);
    __attribute__((cleanup(give_back), unused)) csp_mutex *held = &mutex;
    csp_once_do(&once, begin);
    csp_rwlock_rdlock(&pages);
    csp_rwlock_unlock(&pages);
    csp_semaphore_acquire(&permits);
    csp_semaphore_release(&permits);
    within (CSP_S) csp_sleep(n);
    return n;
}

static int deeper(csp_group *g, int n)
{
    go_in (g) work(n);
    par {
        work(1);
        work(2);
    }
    par for (int i = 0; i < 2; i++) work(i);
    return n;
}

static void called(bool sent, void *counted)
{
    chan(int) done = counted;
    chan_send(done, sent);
}

static int children(int *why)
{
    int sum = 0;
    group (why) {
        go work(1);
        go deeper(csp_group_here(), 5);
        task(int) t = spawn(work(3));
        if (!t) return none("task");
        sum = join(t);
    }
    return sum;
}

static int succeed(int n)
{
    char own[450] = {0}; // so that no other task is of its size
    return work(n) - n + own[n];
}

static int told(chan(struct csp_exit) exits)
{
    task(int) a = spawn(succeed(4)), b = spawn(succeed(5));
    if (!a || !b) return none("task");
    csp_monitor(a, exits);
    csp_link(a, b);
    struct csp_exit exit = chan_get(exits);
    select { case_join(a): break; }
    task_cancel(b);
    join(b);
    return join(a) == 0 && exit.id == (void *)a ? 4 : none("end of a");
}

int main(void)
{
    auto_promise(int) p = promise_make(int);
    auto_chan(struct csp_exit) exits = chan_make(struct csp_exit, 0);
    auto_chan(int) done = chan_make(int, 0);
    auto_chan(int64_t) after = chan_after(5);
    if (!p || !exits || !done || !after) return none("channel");
    int why, sum = children(&why);
    if (!sum) return 0;
    int of_a = told(exits);
    if (!of_a) return 0;
    chan_send_cb(done, 7, called, done);
    promise_put(p, chan_get(done));
    sum += of_a + chan_get(p) + chan_get(done) + (chan_get(after) > 0);
    puts(sum == 3 + 4 + 7 + 1 + 1 && !why ? "all" : "wrong");
    return 0;
}
