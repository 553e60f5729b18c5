// SPDX-License-Identifier: MIT
// soak.c: every primitive at once, under random deadlines and cancellation.
//
//     soak SECONDS SEED
//
// Rounds, each of a few hundred tasks and some threads, until the time is over.
// At the end of a round nothing is left, and the books must balance: each
// message sent was received or dropped, once, with its value; each cleanup ran
// once; what a lock guards was changed by one holder at a time; each part of a
// group and of a par had ended before what stands behind it. Prints figures;
// what does not balance ends the program with status 1.
#include <csp.h>
#include <csp_sync.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#ifdef SMALL
enum { ROOTS = 16, STEPS = 8 };
#else
enum { ROOTS = 64, STEPS = 16 };
#endif
enum { PERMITS = 3, LINES = 4, THREADS = 2, EACH = 100, STOP = -1 };

static struct {
    atomic_ulong sent, got, dropped;             // messages
    atomic_ulong sent_sum, got_sum, dropped_sum; // and their values
    atomic_ulong opened, cleaned;                // guards
    atomic_ulong locked, canceled, late, failed, ticks;
    atomic_ulong posted, called;    // callbacks
    atomic_ulong watched, reported; // ends of tasks
    atomic_ulong linked, parted;    // and those that they bring about
} count;

struct doomed {
    task(int) victim;
    chan(int) done;
};

static struct world {
    chan(long) line[LINES]; // unbuffered, buffered, drop, slide
    chan(struct doomed) doomed;
    csp_mutex mutex;
    unsigned long guarded; // under the mutex
    csp_semaphore permits;
    atomic_int holders;
    csp_event event;
    csp_rwlock pages;
    unsigned long page[2]; // under it: the same, but while one writes
    csp_cond stocked;
    unsigned long stock; // under the mutex, as are `made` and `taken`
    unsigned long made, taken;
    csp_once once;
    atomic_int done_once;
} world;

// -- the books ---------------------------------------------------------------

static _Noreturn void wrong(const char *what, long is, long should)
{
    fflush(stdout);
    fprintf(stderr, "soak: %s: %ld, should be %ld\n", what, is, should);
    abort();
}

static void same(const char *what, unsigned long is, unsigned long should)
{
    if (is != should) wrong(what, (long)is, (long)should);
}

static void sent(long v)
{
    count.sent++;
    count.sent_sum += (unsigned long)v;
}

static void got(long v)
{
    count.got++;
    count.got_sum += (unsigned long)v;
}

static void dropped(void *element)
{
    count.dropped++;
    count.dropped_sum += *(unsigned long *)element;
}

struct guard {
    int alive;
};

static struct guard open_guard(void)
{
    count.opened++;
    return (struct guard){1};
}

static void clean(struct guard *guard)
{
    same("a cleanup's guard", (unsigned long)guard->alive, 1);
    guard->alive = 0;
    count.cleaned++;
}
#define GUARD                                                                  \
    __attribute__((cleanup(clean), unused)) struct guard guard = open_guard()

static unsigned next(unsigned *seed)
{
    *seed = *seed * 1103515245 + 12345;
    return *seed >> 12 & 0xfffff;
}

// Mostly short, seldom half a millisecond; sometimes none at all.
static int64_t time_of(unsigned *seed)
{
    return next(seed) >> (next(seed) % 21 + 1);
}

static chan(long) line_of(unsigned *seed)
{
    return world.line[next(seed) % LINES];
}

// -- what a task may do ------------------------------------------------------

static int some(unsigned seed, int depth);

static void send_read(unsigned seed, int depth)
{
    (void)depth;
    long v = next(&seed);
    if (chan_send(line_of(&seed), v)) sent(v);
}

static void send_unread(unsigned seed, int depth)
{
    (void)depth;
    long v = next(&seed);
    GUARD;
    chan_send(line_of(&seed), v);
    sent(v);
}

static void receive_read(unsigned seed, int depth)
{
    (void)depth;
    long v;
    if (chan_recv(line_of(&seed), &v)) got(v);
}

static void receive_unread(unsigned seed, int depth)
{
    (void)depth;
    GUARD;
    long v = chan_get(line_of(&seed));
    got(v);
}

static void try_both(unsigned seed, int depth)
{
    (void)depth;
    long v = next(&seed), in;
    if (chan_try_send(line_of(&seed), v) == 1) sent(v);
    if (chan_try_recv(line_of(&seed), &in) == 1) got(in);
}

static void select_any(unsigned seed, int depth)
{
    (void)depth;
    long v = next(&seed), in;
    GUARD;
    select
    {
        case_send(line_of(&seed), v) : sent(v);
        break;
        case_recv(line_of(&seed), &in) : got(in);
        break;
        case_recv(line_of(&seed), &in) : got(in);
        break;
        case_after(time_of(&seed)) : count.late++;
        break;
    }
}

static void select_fair_or_cancel(unsigned seed, int depth)
{
    (void)depth;
    long v = next(&seed), in;
    for (int i = 0; i < 3; i++)
        select_fair
        {
            case_send(line_of(&seed), v) : sent(v);
            break;
            case_recv(line_of(&seed), &in) : got(in);
            break;
            case_cancel() : count.canceled++;
            return;
        }
}

static void select_ordered_default(unsigned seed, int depth)
{
    (void)depth;
    long v = next(&seed), in;
    select_ordered
    {
        case_recv(line_of(&seed), &in) : got(in);
        break;
        case_send(line_of(&seed), v) : sent(v);
        break;
    default: yield();
    }
}

static void select_made(unsigned seed, int depth)
{
    (void)depth;
    long v[2] = {next(&seed), 0};
    struct csp_choice set[4];
    int n = (int)(next(&seed) % 4) + 1;
    for (int i = 0; i < n; i++)
        set[i] = i == 0   ? choice_send(line_of(&seed), &v[0])
                 : i == 3 ? choice_after(time_of(&seed))
                          : choice_recv(line_of(&seed), &v[1]);
    int which = select_set(set, (size_t)n, CSP_CHOOSE_ANY);
    if (which == 0) sent(v[0]);
    if (which == 1 || which == 2) got(v[1]);
}

static void give_back(csp_mutex **mutex)
{
    csp_mutex_unlock(*mutex);
}
#define HOLD                                                                   \
    __attribute__((cleanup(give_back), unused)) csp_mutex *held = &world.mutex

static void lock(unsigned seed, int depth)
{
    (void)depth;
    if (!csp_mutex_lock(&world.mutex)) return;
    HOLD;
    unsigned long before = world.guarded;
    if (next(&seed) & 1)
        yield();
    else
        csp_sleep(time_of(&seed) / 8);
    world.guarded = before + 1;
    count.locked++;
}

static void lock_or(unsigned seed, int depth)
{
    (void)depth;
    long in;
    select
    {
        case_lock(&world.mutex) :
        {
            HOLD;
            world.guarded++;
            count.locked++;
            break;
        }
        case_recv(line_of(&seed), &in) : got(in);
        break;
        case_event(&world.event) : csp_event_clear(&world.event);
        break;
    }
}

static void let_go(csp_semaphore **permits)
{
    world.holders--;
    csp_semaphore_release(*permits);
}

static void permit(unsigned seed, int depth)
{
    (void)depth;
    csp_semaphore_acquire(&world.permits);
    int holders = ++world.holders;
    __attribute__((cleanup(let_go), unused)) csp_semaphore *held =
        &world.permits;
    if (holders > PERMITS) wrong("holders of permits", holders, PERMITS);
    csp_sleep(time_of(&seed) / 8);
}

static void event(unsigned seed, int depth)
{
    (void)depth;
    if (next(&seed) & 1)
        csp_event_set(&world.event);
    else
        csp_event_wait(&world.event);
}

static void close_book(csp_rwlock **pages)
{
    csp_rwlock_unlock(*pages);
}

static void write_pages(unsigned seed, int depth)
{
    (void)depth;
    if (!csp_rwlock_wrlock(&world.pages)) return;
    __attribute__((cleanup(close_book), unused)) csp_rwlock *held =
        &world.pages;
    world.page[0]++;
    shield() csp_sleep(time_of(&seed) / 16);
    world.page[1]++;
}

static void read_pages(unsigned seed, int depth)
{
    (void)depth;
    csp_rwlock_rdlock(&world.pages);
    __attribute__((cleanup(close_book), unused)) csp_rwlock *held =
        &world.pages;
    unsigned long first = world.page[0];
    csp_sleep(time_of(&seed) / 8);
    same("two pages", world.page[1], first);
}

static void make(unsigned seed, int depth)
{
    (void)depth;
    if (!csp_mutex_lock(&world.mutex)) return;
    HOLD;
    world.stock++;
    world.made++;
    if (next(&seed) & 1)
        csp_cond_signal(&world.stocked);
    else
        csp_cond_broadcast(&world.stocked);
}

static void take(unsigned seed, int depth)
{
    (void)seed, (void)depth;
    csp_mutex_lock(&world.mutex);
    HOLD;
    while (world.stock == 0)
        csp_cond_wait(&world.stocked, &world.mutex);
    world.stock--;
    world.taken++;
}

static void meet(csp_barrier *barrier, atomic_int *come, unsigned seed)
{
    for (int turn = 1; turn <= 2; turn++) {
        csp_sleep(time_of(&seed) / 8);
        ++*come;
        csp_barrier_wait(barrier);
        if (*come < 3 * turn) wrong("come to a barrier", *come, 3 * turn);
    }
}

static void meet_all(unsigned seed, int depth)
{
    (void)depth;
    csp_barrier barrier = CSP_BARRIER_INIT(3);
    atomic_int come = 0;
    shield() group() for (int i = 0; i < 3; i++) go
    meet(&barrier, &come, next(&seed));
    same("come to a barrier", (unsigned long)come, 6);
}

static void ask(promise(long) answer, atomic_long *sum)
{
    *sum += chan_get(answer);
}

static void promised(unsigned seed, int depth)
{
    (void)depth;
    auto_promise(long) answer = promise_make(long);
    atomic_long sum = 0;
    long v = next(&seed);
    shield() group()
    {
        for (int i = 0; i < 3; i++)
            go
        ask(answer, &sum);
        csp_sleep(time_of(&seed) / 8);
        same("a promise put", promise_put(answer, v), 1);
        same("a promise put twice", promise_put(answer, v), 0);
    }
    same("a promise's sum", (unsigned long)sum, 3 * (unsigned long)v);
}

static void do_it(void)
{
    GUARD;
    csp_sleep(3 * CSP_US);
    world.done_once++;
}

static void once(unsigned seed, int depth)
{
    (void)seed, (void)depth;
    csp_once_do(&world.once, do_it);
    same("what is done once", (unsigned long)world.done_once, 1);
}

static void called_back(bool was_sent, void *v)
{
    count.called++;
    if (was_sent) sent((long)v);
}

static void send_and_go_on(unsigned seed, int depth)
{
    (void)depth;
    auto_chan(long) c = chan_make(long, next(&seed) % 3);
    chan_on_drop(c, dropped);
    for (int i = 0; i < 3; i++) {
        long v = next(&seed);
        count.posted++;
        chan_send_cb(c, v, called_back, (void *)v);
    }
    within(time_of(&seed)) for (long v; chan_recv(c, &v);) got(v);
    chan_close(c);
}

static void watch(unsigned seed, int depth)
{
    if (depth == 0) return;
    task(int) t = spawn(some(next(&seed), depth - 1));
    const void *id = (void *)t;
    shield()
    {
        auto_chan(struct csp_exit) exits = chan_make(struct csp_exit, 0);
        csp_monitor(t, exits);
        count.watched++;
        if (next(&seed) & 1) task_cancel(t);
        struct csp_exit exit = chan_get(exits);
        count.reported++;
        same("who ended", exit.id == id, 1);
        same("its result", (unsigned long)join(t), (unsigned long)exit.result);
    }
}

static int fare(int how)
{
    GUARD;
    if (how > 0) csp_sleep(3600 * CSP_S);
    return how;
}

// Nothing but the link ends a task that its partner's failure ends.
static void linked(unsigned seed, int depth)
{
    (void)depth;
    int how = (int)(next(&seed) % 3) - 1;
    task(int) t = spawn(fare(how)), other = spawn(fare(1));
    shield()
    {
        count.linked++;
        csp_link(t, other);
        if (how == 0) task_cancel(other);
        if (how > 0) task_cancel(t);
        same("a linked task", (unsigned long)join(other), 0);
        same("its partner", (unsigned long)join(t), how < 0 ? -1UL : 0UL);
        count.parted++;
    }
}

static void end_in_select(unsigned seed, int depth)
{
    if (depth == 0) return;
    task(int) t = spawn(some(next(&seed), depth - 1));
    bool late = false;
    select
    {
        case_join(t) : break;
        case_after(time_of(&seed)) : late = true;
        break;
        case_cancel() : late = true;
        break;
    }
    if (late) task_cancel(t);
    join(t);
}

static void start_here(unsigned seed, int depth)
{
    if (depth == 0) return;
    group()
    {
        csp_group *here = csp_group_here();
        go_in(here) some(next(&seed), depth - 1);
        unsigned inner = next(&seed);
        go
        {
            go_in(csp_group_here()) some(inner, 0);
        };
    }
}

static int counted(csp_waitgroup *all, atomic_int *done, unsigned seed)
{
    csp_sleep(time_of(&seed) / 4);
    (*done)++;
    csp_waitgroup_done(all);
    return 0;
}

static void wait_for_all(unsigned seed, int depth)
{
    (void)depth;
    csp_waitgroup all = CSP_WAITGROUP_INIT;
    atomic_int done = 0;
    bool waited = false;
    int n = (int)(next(&seed) % 4);
    csp_waitgroup_add(&all, n);
    shield() group()
    {
        for (int i = 0; i < n; i++)
            go
        counted(&all, &done, next(&seed));
        waited = csp_waitgroup_wait(&all);
        same("done of a wait group", (unsigned long)done, (unsigned long)n);
    }
    same("a shielded wait", waited, 1);
}

static void after_and_tick(unsigned seed, int depth)
{
    (void)depth;
    auto_chan(int64_t) after = chan_after(time_of(&seed));
    auto_chan(int64_t) tick = chan_tick(time_of(&seed) + 1000);
    int64_t t, last = 0;
    for (bool over = false; !over;)
        select
        {
            case_recv(after, &t) : over = true;
            break;
            case_recv(tick, &t) : count.ticks++;
            if (t < last) wrong("a tick's time", t, last);
            last = t;
            break;
        }
}

static void timer(unsigned seed, int depth)
{
    (void)depth;
    auto_chan(int64_t) t = csp_timer_start(time_of(&seed));
    int64_t at;
    if (next(&seed) & 1) csp_sleep(time_of(&seed));
    bool was_to_be = csp_timer_stop(t);
    same("a stopped timer's value", (unsigned long)chan_try_recv(t, &at), 0);
    same("stopped twice", csp_timer_stop(t), 0);
    (void)was_to_be;
    int64_t from = csp_now(), ns = time_of(&seed);
    csp_timer_reset(t, ns);
    if (chan_recv(t, &at) && at < from + ns)
        wrong("a timer's moment", at, from + ns);
}

static void block(unsigned seed, int depth)
{
    (void)depth;
    int slept = 0;
    blocking
    slept = usleep((useconds_t)(time_of(&seed) / 1000));
    (void)slept;
}

// A line of its own, that is closed, or fails, while others use it.
static void produce(chan(long) c, unsigned seed)
{
    for (int i = 0; i < 8; i++) {
        long v = next(&seed);
        if (!chan_send(c, v)) break;
        sent(v);
    }
    chan_retire(c);
}

static void consume(chan(long) c)
{
    for (long v; chan_recv(c, &v);)
        got(v);
}

static void mortal(unsigned seed, int depth)
{
    (void)depth;
    auto_chan(long) c = chan_make(long, next(&seed) % 3);
    chan_on_drop(c, dropped);
    chan_writers(c, 2);
    group()
    {
        go
        produce(c, next(&seed));
        go
        consume(c);
        go
        produce(c, next(&seed));
        if (next(&seed) % 4 == 0) chan_fail(c, 5);
        if (next(&seed) % 4 == 0) chan_close(c);
    }
}

static int fails(unsigned seed, atomic_int *ended)
{
    GUARD;
    int error = -10 - (int)(seed % 3);
    if (csp_sleep(time_of(&seed)) == 0)
        (*ended)++;
    else
        (*ended) += 100;
    return error;
}

static int in_group(unsigned seed, int depth)
{
    atomic_int ended = 0;
    int why = 0;
    unsigned inner = next(&seed);
    for (int i = 0; i < 2; i++)
        group(&why)
        {
            GUARD;
            go
            some(next(&seed), depth);
            if (next(&seed) & 1) go
            fails(next(&seed), &ended);
            go
            {
                some(inner, 0);
            };
            task(int) t = spawn(some(next(&seed), depth));
            if (next(&seed) % 4 == 0) return task_drop(t), 1;
            join(t);
            if (next(&seed) % 4 == 0) break;
        }
    if (why <= -10 && why > -14 && ended == 0)
        wrong("children that failed", ended, 1);
    count.failed += why <= -10;
    return 0;
}

static void grouped(unsigned seed, int depth)
{
    if (depth > 0) in_group(seed, depth - 1);
}

static void both(unsigned seed, int depth)
{
    atomic_int ended = 0;
    unsigned a = next(&seed), b = next(&seed);
    if (depth == 0) return;
    shield() par
    {
        some(a, depth - 1);
        ended++;
        par for (int i = 0; i < 3; i++)
        {
            some(b + (unsigned)i, 0);
            ended++;
        }
    }
    if (ended != 4) wrong("branches ended", ended, 4);
    par
    {
        some(b, depth - 1);
        par for (int i = 0; i < 2; i++) some(a + (unsigned)i, 0);
    }
}

static void cancelled(unsigned seed, int depth)
{
    if (depth == 0) return;
    task(int) t = spawn(some(next(&seed), depth - 1));
    if (next(&seed) & 1) yield();
    task_cancel(t);
    join(t);
}

// By another thread.
static void cancelled_there(unsigned seed, int depth)
{
    if (depth == 0) return;
    task(int) t = spawn(some(next(&seed), depth - 1));
    shield()
    {
        auto_chan(int) done = chan_make(int, 1);
        chan_send(world.doomed, {t, done});
        chan_get(done);
    }
    if (next(&seed) & 1)
        join(t);
    else
        task_drop(t);
}

static void shielded(unsigned seed, int depth)
{
    (void)depth;
    GUARD;
    shield() within(time_of(&seed))
    {
        GUARD;
        got(chan_get(line_of(&seed)));
    }
}

static void asleep(unsigned seed, int depth)
{
    (void)depth;
    GUARD;
    csp_sleep(time_of(&seed));
    until(csp_now() + time_of(&seed)) csp_sleep(CSP_S);
}

static void loose(unsigned seed, int depth)
{
    if (depth > 0) go
    some(next(&seed), 0);
}

static struct deed {
    const char *name;
    coroutine void (*run)(unsigned seed, int depth);
    atomic_ulong times;
} deeds[] = {
#define DEED(name) {#name, name, 0}
    DEED(send_read),
    DEED(send_unread),
    DEED(receive_read),
    DEED(receive_unread),
    DEED(try_both),
    DEED(select_any),
    DEED(select_fair_or_cancel),
    DEED(select_ordered_default),
    DEED(select_made),
    DEED(lock),
    DEED(lock_or),
    DEED(permit),
    DEED(event),
    DEED(wait_for_all),
    DEED(after_and_tick),
    DEED(timer),
    DEED(block),
    DEED(mortal),
    DEED(grouped),
    DEED(both),
    DEED(cancelled),
    DEED(cancelled_there),
    DEED(shielded),
    DEED(asleep),
    DEED(loose),
    DEED(write_pages),
    DEED(read_pages),
    DEED(make),
    DEED(take),
    DEED(meet_all),
    DEED(promised),
    DEED(end_in_select),
    DEED(start_here),
    DEED(once),
    DEED(send_and_go_on),
    DEED(watch),
    DEED(linked),
};
enum { KINDS = sizeof deeds / sizeof *deeds };

static int some(unsigned seed, int depth)
{
    GUARD;
    for (int i = 0; i < STEPS; i++) {
        int why;
        struct deed *deed = &deeds[next(&seed) % KINDS];
        deed->times++;
        within(time_of(&seed), &why)
        {
            GUARD;
            deed->run(next(&seed), depth);
        }
        count.late += why == CSP_ETIMEDOUT;
        count.canceled += why == CSP_ECANCELED;
        if (csp_cancelled()) break;
    }
    return next(&seed) % 8 ? 0 : -14;
}

// -- threads of the program's own --------------------------------------------

static void *send_from_thread(void *line)
{
    chan(long) c = line;
    for (long v = 1; v <= EACH; v++) {
        if (!chan_send_thread(c, v)) wrong("a thread's send", 0, 1);
        sent(v);
    }
    return NULL;
}

static void *receive_in_thread(void *line)
{
    chan(long) c = line;
    for (long v; chan_recv_thread(c, &v) && v != STOP;)
        got(v);
    return NULL;
}

static void *execute(void *unused)
{
    struct doomed doomed;
    (void)unused;
    while (chan_recv_thread(world.doomed, &doomed)) {
        task_cancel(doomed.victim);
        chan_send_thread(doomed.done, 1);
    }
    return NULL;
}

// A coroutine's entry for plain C, which waits for it.
static void *enter(void *seed)
{
    some((unsigned)(uintptr_t)seed, 1);
    return NULL;
}

typedef void *thread_body(void *arg);

static pthread_t start(thread_body *body, void *arg)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, body, arg) != 0) wrong("a thread", 0, 1);
    return thread;
}

// -- rounds ------------------------------------------------------------------

static void open_world(void)
{
    world = (struct world){
        .line = {chan_make(long, 0), chan_make(long, 3),
                 chan_make_drop(long, 2), chan_make_slide(long, 2)},
        .doomed = chan_make(struct doomed, 0),
        .mutex = CSP_MUTEX_INIT,
        .permits = CSP_SEMAPHORE_INIT(PERMITS),
        .event = CSP_EVENT_INIT,
        .pages = CSP_RWLOCK_INIT,
        .stocked = CSP_COND_INIT,
        .once = CSP_ONCE_INIT,
    };
    for (int i = 0; i < LINES; i++)
        chan_on_drop(world.line[i], dropped);
}

static void root(unsigned seed)
{
    some(seed, 2);
}

static void balance(void)
{
    same("messages", count.got + count.dropped, count.sent);
    same("their sum", count.got_sum + count.dropped_sum, count.sent_sum);
    same("cleanups", count.cleaned, count.opened);
    same("what the mutex guards", world.guarded, count.locked);
    same("holders of permits", (unsigned long)world.holders, 0);
    same("two pages", world.page[0], world.page[1]);
    same("callbacks", count.called, count.posted);
    same("ends of tasks", count.reported, count.watched);
    same("ends of linked tasks", count.parted, count.linked);
    same("what was made", world.taken + world.stock, world.made);
}

// All but the threads that receive have ended.
static void close_world(void)
{
    for (int i = 0; i < THREADS; i++)
        chan_send(world.line[i], STOP);
    chan_close(world.doomed);
}

static void release_world(void)
{
    for (int i = 0; i < LINES; i++)
        chan_release(world.line[i]);
    chan_release(world.doomed);
}

static void make_round(unsigned seed)
{
    pthread_t senders[THREADS], receivers[THREADS + 1], entered;
    open_world();
    count.locked = 0;
    for (int i = 0; i < THREADS; i++) {
        senders[i] = start(send_from_thread, world.line[i]);
        receivers[i] = start(receive_in_thread, world.line[i]);
    }
    receivers[THREADS] = start(execute, NULL);
    entered = start((thread_body *)enter, (void *)(uintptr_t)next(&seed));
    group() for (int i = 0; i < ROOTS; i++) go
    root(next(&seed));
    blocking
    pthread_join(entered, NULL);
    for (int i = 0; i < THREADS; i++)
        blocking
    pthread_join(senders[i], NULL);
    while (csp_live() > 1)
        csp_sleep(CSP_MS);
    close_world();
    for (int i = 0; i <= THREADS; i++)
        blocking
    pthread_join(receivers[i], NULL);
    release_world();
    balance();
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static long resident_kb(void)
{
    long pages = 0, kept = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file) return 0;
    if (fscanf(file, "%ld %ld", &pages, &kept) != 2) kept = 0;
    fclose(file);
    return kept * sysconf(_SC_PAGESIZE) / 1024;
}

int main(int argc, char **argv)
{
    double begun = seconds(), time = argc > 1 ? atof(argv[1]) : 1;
    unsigned seed = argc > 2 ? (unsigned)atoi(argv[2]) : 1;
    long rounds = 0;
    while (rounds == 0 || seconds() - begun < time) {
        make_round(next(&seed));
        rounds++;
    }
    printf("resident_kb %ld rounds %ld messages %lu dropped %lu cleanups %lu "
           "deadlines %lu cancelled %lu failed %lu ticks %lu callbacks %lu "
           "monitors %lu links %lu\n",
           resident_kb(), rounds, (unsigned long)count.sent,
           (unsigned long)count.dropped, (unsigned long)count.cleaned,
           (unsigned long)count.late, (unsigned long)count.canceled,
           (unsigned long)count.failed, (unsigned long)count.ticks,
           (unsigned long)count.called, (unsigned long)count.reported,
           (unsigned long)count.parted);
    for (int i = 0; i < KINDS; i++)
        printf("deed:%s %lu\n", deeds[i].name, (unsigned long)deeds[i].times);
}
