// order.c: races where locks, channels and their kin are used, but not so that
// they order what matters.
#include "races.h"

#include <csp_io.h>
#include <stdlib.h>
#include <unistd.h>

// -- double_check: a plain flag tells that something has been set up ------------

static bool is_ready;
static int setting;
static csp_mutex setup_lock = CSP_MUTEX_INIT;

static int use_setting(bool racy)
{
    if (racy && is_ready) return setting;
    csp_mutex_lock(&setup_lock);
    if (!is_ready) {
        setting = 7;
        is_ready = true;
    }
    int used = setting;
    csp_mutex_unlock(&setup_lock);
    return used;
}

void double_check(bool racy)
{
    task(int) a = spawn(use_setting(racy)), b = spawn(use_setting(racy));
    int sum = join(a) + join(b);
    (void)sum;
}

// -- after_unlock: read once more when the lock is given back ------------------

static int balance;
static csp_mutex account = CSP_MUTEX_INIT;

static int pay_in(bool racy)
{
    csp_mutex_lock(&account);
    int now = ++balance;
    csp_mutex_unlock(&account);
    return racy ? balance : now;
}

void after_unlock(bool racy)
{
    task(int) a = spawn(pay_in(racy)), b = spawn(pay_in(racy));
    int sum = join(a) + join(b);
    (void)sum;
}

// -- flag: a plain variable says that the other may go on ----------------------

static volatile bool stopped;
static int last_words;

static void talk(chan(int) closed)
{
    last_words = 1;
    stopped = true;
    chan_close(closed);
}

void flag(bool racy)
{
    chan(int) closed = chan_make(int, 0);
    task(void) t = spawn(talk(closed));
    int none;
    if (racy)
        while (!stopped)
            yield();
    else
        chan_recv(closed, &none);
    volatile int heard = last_words;
    (void)heard;
    join(t);
    chan_release(closed);
}

// -- early_wait: the wait group counts a task only once that runs ---------------

static csp_waitgroup group_of_one = CSP_WAITGROUP_INIT;
static int found;

static void search(bool racy)
{
    if (racy) csp_waitgroup_add(&group_of_one, 1);
    found = 1;
    csp_waitgroup_done(&group_of_one);
}

void early_wait(bool racy)
{
    if (!racy) csp_waitgroup_add(&group_of_one, 1);
    task(void) t = spawn(search(racy));
    csp_waitgroup_wait(&group_of_one);
    volatile int seen = found;
    (void)seen;
    join(t);
}

// -- once: set up once by a csp_once each, instead of by one ---------------------

static csp_once setup_once[2] = {CSP_ONCE_INIT, CSP_ONCE_INIT};
static int setups;

static void set_up(void)
{
    setups++;
}

static void need_setup(int which)
{
    csp_once_do(&setup_once[which], set_up);
    volatile int seen = setups;
    (void)seen;
}

void once(bool racy)
{
    task(void) a = spawn(need_setup(0)), b = spawn(need_setup(racy ? 1 : 0));
    join(a);
    join(b);
}

// -- reader_writes: who holds a lock as a reader writes -------------------------

static csp_rwlock shared_lock = CSP_RWLOCK_INIT;
static int visits;

static void visit(bool racy)
{
    if (racy)
        csp_rwlock_rdlock(&shared_lock);
    else
        csp_rwlock_wrlock(&shared_lock);
    visits++;
    csp_rwlock_unlock(&shared_lock);
}

void reader_writes(bool racy)
{
    task(void) a = spawn(visit(racy)), b = spawn(visit(racy));
    join(a);
    join(b);
}

// -- two_locks: each task holds a lock, but not the same -------------------------

static csp_mutex locks[2] = {CSP_MUTEX_INIT, CSP_MUTEX_INIT};
static int guarded;

static void change(int which)
{
    csp_mutex_lock(&locks[which]);
    guarded++;
    csp_mutex_unlock(&locks[which]);
}

void two_locks(bool racy)
{
    task(void) a = spawn(change(0)), b = spawn(change(racy ? 1 : 0));
    join(a);
    join(b);
}

// -- timer: it was long enough ago, so it must be done --------------------------

static int measured;

static void measure(chan(int) done)
{
    measured = 5;
    chan_send(done, 1);
}

void timer(bool racy)
{
    chan(int) done = chan_make(int, 1);
    task(void) t = spawn(measure(done));
    if (racy)
        csp_sleep(20 * CSP_MS);
    else
        chan_recv(done, NULL);
    volatile int seen = measured;
    (void)seen;
    join(t);
    chan_release(done);
}

// -- consumers: a channel orders who sends and who receives, not who receive ---

static int total;
static csp_mutex total_lock = CSP_MUTEX_INIT;

static void consume(chan(int) jobs, bool racy)
{
    int job;
    while (chan_recv(jobs, &job)) {
        if (!racy) csp_mutex_lock(&total_lock);
        total += job;
        if (!racy) csp_mutex_unlock(&total_lock);
        yield();
    }
}

void consumers(bool racy)
{
    chan(int) jobs = chan_make(int, 12);
    for (int i = 0; i < 12; i++)
        chan_send(jobs, i);
    chan_close(jobs);
    task(void) a = spawn(consume(jobs, racy)), b = spawn(consume(jobs, racy));
    join(a);
    join(b);
    chan_release(jobs);
}

// -- condition: what is waited for is changed without the lock -----------------

static csp_mutex state_lock = CSP_MUTEX_INIT;
static csp_cond changed = CSP_COND_INIT;
static int state;

static void advance(bool racy)
{
    if (!racy) csp_mutex_lock(&state_lock);
    state = 1;
    if (!racy) csp_mutex_unlock(&state_lock);
    csp_cond_signal(&changed);
}

void condition(bool racy)
{
    csp_mutex_lock(&state_lock);
    task(void) t = spawn(advance(racy));
    yield();
    for (int i = 0; state == 0 && i < 3; i++) {
        csp_mutex_unlock(&state_lock);
        yield();
        csp_mutex_lock(&state_lock);
    }
    csp_mutex_unlock(&state_lock);
    join(t);
}

// -- after_write: a pipe orders what comes before the write --------------------

static int reading;

static void read_it(int fd)
{
    char byte;
    if (csp_read(fd, &byte, 1) != 1) abort();
    reading++;
}

void after_write(bool racy)
{
    int pair[2];
    if (pipe(pair) != 0) abort();
    task(void) t = spawn(read_it(pair[0]));
    yield();
    reading++;
    if (csp_write(pair[1], "1", 1) != 1) abort();
    if (racy) reading++;
    join(t);
    close(pair[0]);
    close(pair[1]);
}
