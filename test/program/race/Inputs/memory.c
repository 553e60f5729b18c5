// memory.c: races about who may touch what, and when.
#include "races.h"

#include <stdlib.h>
#include <string.h>

// -- counter: several tasks count, with no lock -------------------------------

static int counted;
static csp_mutex counter_lock = CSP_MUTEX_INIT;

static void count(bool racy)
{
    for (int i = 0; i < 3; i++) {
        if (!racy) csp_mutex_lock(&counter_lock);
        counted++;
        if (!racy) csp_mutex_unlock(&counter_lock);
        yield();
    }
}

void counter(bool racy)
{
    task(void) a = spawn(count(racy)), b = spawn(count(racy));
    join(a);
    join(b);
}

// -- table: one writes to a table in which another looks -----------------------

static struct entry {
    int key, value;
} entries[8];

static void enter(int key, int value)
{
    entries[key % 8] = (struct entry){key, value};
}

void table(bool racy)
{
    task(void) writer = spawn(enter(3, 4));
    if (!racy) join(writer);
    volatile int seen = entries[3].value;
    (void)seen;
    if (racy) join(writer);
}

// -- after_send: what was given away is changed -------------------------------

struct job {
    int number;
};

static void work(chan(struct job *) jobs, chan(int) done)
{
    struct job *job;
    chan_recv(jobs, &job);
    job->number++;
    chan_send(done, 1);
}

void after_send(bool racy)
{
    chan(struct job *) jobs = chan_make(struct job *, 1);
    chan(int) done = chan_make(int, 0);
    struct job *job = malloc(sizeof *job);
    job->number = 1;
    go work(jobs, done);
    chan_send(jobs, job);
    if (racy) job->number = 2;
    chan_recv(done, NULL);
    job->number = 3; // the worker has given it back
    free(job);
    chan_release(jobs);
    chan_release(done);
}

// -- loop_variable: tasks are given the address of what the loop counts with ---

static void note(const int *i)
{
    volatile int seen = *i;
    (void)seen;
}

static csp_waitgroup all = CSP_WAITGROUP_INIT;

void loop_variable(bool racy)
{
    int *shared = malloc(sizeof *shared * 4);
    csp_waitgroup_add(&all, 4);
    for (int i = 0; i < 4; i++) {
        int *own = racy ? shared : &shared[i];
        *own = i;
        go {
            note(own);
            csp_waitgroup_done(&all);
        }
    }
    csp_waitgroup_wait(&all);
    free(shared);
}

// -- slice: two tasks fill one array, and their parts overlap -------------------

static void fill(int *from, int n)
{
    memset(from, 1, (size_t)n * sizeof *from);
}

void slice(bool racy)
{
    int *array = malloc(8 * sizeof *array);
    task(void) low = spawn(fill(array, racy ? 5 : 4));
    task(void) high = spawn(fill(array + 4, 4));
    join(low);
    join(high);
    free(array);
}

// -- buffer: used again while who has got it may still read ---------------------

static void print(chan(char *) lines, chan(int) back, int n)
{
    for (int i = 0; i < n; i++) {
        char *line;
        chan_recv(lines, &line);
        volatile char first = line[0];
        (void)first;
        chan_send(back, 1);
    }
}

void buffer(bool racy)
{
    chan(char *) lines = chan_make(char *, 1);
    chan(int) back = chan_make(int, 2);
    char *line = malloc(16);
    task(void) printer = spawn(print(lines, back, 2));
    for (int i = 0; i < 2; i++) {
        line[0] = (char)('a' + i);
        chan_send(lines, line);
        if (!racy) chan_recv(back, NULL);
    }
    join(printer);
    free(line);
    chan_release(lines);
    chan_release(back);
}

// -- early_read: the result is read before the task is joined ------------------

static void compute(int *result)
{
    yield();
    *result = 42;
}

void early_read(bool racy)
{
    int *result = calloc(1, sizeof *result);
    task(void) t = spawn(compute(result));
    if (!racy) join(t);
    volatile int seen = *result;
    (void)seen;
    if (racy) join(t);
    free(result);
}

// -- branches: two branches of a par write to one variable ---------------------

void branches(bool racy)
{
    int *sums = calloc(2, sizeof *sums);
    par {
        sums[0] += 1;
        sums[racy ? 0 : 1] += 2;
    }
    free(sums);
}

// -- received_to: two tasks receive to the same place --------------------------

static int place[2];

static void receive_to(chan(int) from, int *to)
{
    chan_recv(from, to);
}

void received_to(bool racy)
{
    chan(int) numbers = chan_make(int, 0);
    task(void) a = spawn(receive_to(numbers, &place[0]));
    task(void) b = spawn(receive_to(numbers, &place[racy ? 0 : 1]));
    chan_send(numbers, 1);
    chan_send(numbers, 2);
    join(a);
    join(b);
    chan_release(numbers);
}

// -- blocking_thread: a blocking statement uses what its task has given away ---

static csp_event ready = CSP_EVENT_INIT;

void blocking_thread(bool racy)
{
    int *value = calloc(1, sizeof *value);
    go {
        blocking {
            *value = 1;
        }
        csp_event_set(&ready);
    }
    if (racy) {
        yield();
        *value = 2;
    }
    csp_event_wait(&ready);
    if (!racy) *value = 2;
    free(value);
}
