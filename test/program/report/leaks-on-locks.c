// RUN: %program %s
// Tasks leak that wait on locks, promises, tasks and groups, and on what only
// heap memory that nobody has holds: each shape is told, and nothing else.
#include <csp_sync.h>
#include <stdio.h>
#include <stdlib.h>
// UNSUPPORTED: tsan, musl, stress, arm64, riscv64
// LEAKS: they are meant
// REQUIRES: proc
// BUILDS: clang-O2 gcc-O2
// ENV: CSP_CLOCK=virtual
// FLAGS: -Wno-csp-one-sided

struct shared {
    csp_mutex lock;
    csp_cond changed;
    csp_event begun;
    csp_waitgroup all;
    csp_semaphore room;
    csp_rwlock data;
    csp_barrier together;
    chan(int) done;
    struct shared *other;
};

static struct shared *share(void)
{
    struct shared *s = malloc(sizeof *s);
    *s = (struct shared){CSP_MUTEX_INIT, CSP_COND_INIT, CSP_EVENT_INIT,
                         CSP_WAITGROUP_INIT, CSP_SEMAPHORE_INIT(0),
                         CSP_RWLOCK_INIT, CSP_BARRIER_INIT(3),
                         chan_make(int, 0), s};
    return s;
}

// A lock that a task has when it ends.
static void forget_unlock(struct shared *s, int twice)
{
    csp_mutex_lock(&s->lock); // ERR-RE: ^csp: leak: forget_unlock at .*:@LINE waits in csp_\w+\(&s->lock\) \(1 task\)$
    if (twice) csp_mutex_unlock(&s->lock);
}

// Two locks in two orders; and one twice.
static void lock_both(struct shared *a, struct shared *b)
{
    csp_mutex_lock(&a->lock);
    csp_sleep(5);
    csp_mutex_lock(&b->lock); // ERR-RE: ^csp: leak: lock_both at .*:@LINE waits in csp_\w+\(&b->lock\) \(3 tasks\)$
}

// Nobody signals.
static void await_change(struct shared *s)
{
    csp_mutex_lock(&s->lock);
    csp_cond_wait(&s->changed, &s->lock); // ERR-RE: ^csp: leak: await_change at .*:@LINE waits in csp_cond_wait \(1 task\)$
}

static void await_event(struct shared *s)
{
    csp_event_wait(&s->begun); // ERR-RE: ^csp: leak: await_event at .*:@LINE waits in csp_\w+\(&s->begun\) \(1 task\)$
}

// One more was counted than is done.
static void await_all(struct shared *s)
{
    csp_waitgroup_wait(&s->all); // ERR-RE: ^csp: leak: await_all at .*:@LINE waits in csp_\w+\(&s->all\) \(1 task\)$
}

static void acquire(struct shared *s)
{
    csp_semaphore_acquire(&s->room); // ERR-RE: ^csp: leak: acquire at .*:@LINE waits in csp_\w+\(&s->room\) \(1 task\)$
}

// A reader that has ended keeps the writer out.
static void read_data(struct shared *s)
{
    csp_rwlock_rdlock(&s->data);
}

static void write_data(struct shared *s)
{
    csp_sleep(1); // the reader has come by then
    csp_rwlock_wrlock(&s->data); // ERR-RE: ^csp: leak: write_data at .*:@LINE waits in csp_rwlock_wrlock \(1 task\)$
}

// Two of three parties.
static void arrive(struct shared *s)
{
    csp_barrier_wait(&s->together); // ERR-RE: ^csp: leak: arrive at .*:@LINE waits in csp_barrier_wait \(2 tasks\)$
}

// A promise that nobody fulfils; a task that is joined and leaks.
static int await_promise(csp_promise(int) p)
{
    int n = chan_get(p); // ERR-RE: ^csp: leak: await_promise at .*:@LINE waits to receive p \(1 task\)$
    return n;
}

static void join_it(csp_promise(int) p)
{
    task(int) t = spawn(await_promise(p));
    join(t); // ERR-RE: ^csp: leak: join_it at .*:@LINE waits to join t \(1 task\)$
}

// Children of a group, and its parent.
static void child(chan(int) c)
{
    chan_recv(c, NULL); // ERR-RE: ^csp: leak: child at .*:@LINE waits to receive c \(2 tasks\)$
}

static void parent(void)
{
    chan(int) c = chan_make(int, 0);
    group () { // ERR-RE: ^csp: leak: parent at .*:@LINE waits to join.* \(1 task\)$
        go child(c);
        go child(c);
    }
}

// Branches of a par, one of which has ended.
static void branches(chan(int) c)
{
    par { // ERR-RE: ^csp: leak: branches at .*:@LINE waits to join.* \(1 task\)$
        chan_send(c, 1); // ERR-RE: ^csp: leak: .* at .*:@LINE waits to send c \(1 task\)$
        csp_sleep(1);
    }
}

// A context on the heap that nobody cancels, and one that holds another.
static void until_done(struct shared *context)
{
    for (;;) {
        select { // ERR-RE: ^csp: leak: until_done at .*:@LINE waits in select \(1 task\)$
        case_recv(context->done, NULL):
            return;
        case_recv(context->other->done, NULL):
            continue;
        }
    }
}

static void wait_far(struct shared *s)
{
    chan(int) far = s->other->done;
    chan_recv(far, NULL); // ERR-RE: ^csp: leak: wait_far at .*:@LINE waits to receive far \(1 task\)$
}

static void make_cycle(void)
{
    struct shared *a = share(), *b = share();
    a->other = b;
    b->other = a;
    go wait_far(a);
}

// A deadline that is over before the wait, and a shield within one.
static void shielded(chan(int) c)
{
    within (10) shield () {
        chan_recv(c, NULL); // ERR-RE: ^csp: leak: shielded at .*:@LINE waits to receive c \(1 task\)$
    }
}

static void start(void)
{
    struct shared *s = share();
    go forget_unlock(s, 0);
    go forget_unlock(s, 0);
    s = share();
    struct shared *t = share();
    go lock_both(s, t);
    go lock_both(t, s);
    s = share();
    go lock_both(s, s);
    go await_change(share());
    go await_event(share());
    s = share();
    csp_waitgroup_add(&s->all, 2);
    csp_waitgroup_done(&s->all);
    go await_all(s);
    go acquire(share());
    s = share();
    go read_data(s);
    go write_data(s);
    s = share();
    go arrive(s);
    go arrive(s);
    go join_it(csp_promise_make(int));
    go parent();
    go branches(chan_make(int, 0));
    go until_done(share());
    go make_cycle();
    go shielded(chan_make(int, 0));
}

int main(void)
{
    go start();
    csp_sleep(1000);
    printf("%ld of %zu\n", csp_leaks(2), csp_live() - 1); // OUT: 21 of 21
    return 0;
}
