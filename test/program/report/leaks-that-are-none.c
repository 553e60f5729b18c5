// RUN: %program %s
// A task that waits does not leak as long as something that can run has what it
// waits for, wherever that is, or time or another may end its wait.
#include <csp_io.h>
#include <csp_sync.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
// UNSUPPORTED: tsan, musl, stress, arm64, riscv64
// REQUIRES: proc
// BUILDS: clang-O2 gcc-O2
// FLAGS: -Wno-csp-one-sided
// LEAKS: memory is held by tasks that wait

struct node {
    char before[100];
    struct node *next;
    csp_mutex lock;
    csp_event event;
    chan(int) c;
    char behind[100];
};

// volatile: or compilers remove what is never read.
static chan(int) volatile in_global, in_array[3][3];
static struct node *volatile list, *volatile behind_list;
static _Thread_local chan(int) volatile in_thread_local;
static csp_mutex global_lock = CSP_MUTEX_INIT;
static csp_cond global_cond = CSP_COND_INIT;
static chan(chan(int)) volatile global_box;
static char *volatile interior, *volatile mapped;
static atomic_int begun;
static bool over;

static chan(int) make(void)
{
    return chan_make(int, 0);
}

static void receive(chan(int) c)
{
    begun++;
    chan_recv(c, NULL);
}

static void pass_lock(csp_mutex *m)
{
    begun++;
    if (csp_mutex_lock(m)) csp_mutex_unlock(m);
}

static void pass_event(csp_event *e)
{
    begun++;
    csp_event_wait(e);
}

static void pass_cond(void)
{
    csp_mutex m = CSP_MUTEX_INIT;
    begun++;
    csp_mutex_lock(&m);
    csp_cond_wait(&global_cond, &m);
}

static struct node *new_node(struct node *next)
{
    struct node *n = malloc(sizeof *n);
    *n = (struct node){{0}, next, CSP_MUTEX_INIT, CSP_EVENT_INIT, make(), {0}};
    csp_mutex_trylock(&n->lock);
    return n;
}

// -- who has it and can go on ------------------------------------------------

static void sleep_with(chan(int) c)
{
    while (!over)
        csp_sleep(1000000);
    chan_close(c);
}

static void *poll_with(void *c)
{
    while (!__atomic_load_n(&over, __ATOMIC_SEQ_CST))
        usleep(1000);
    if (c) chan_close((chan(int))c);
    return NULL;
}

static void block_with(chan(int) c)
{
    blocking poll_with(NULL);
    chan_close(c);
}

static void read_with(int fd, chan(int) c)
{
    char byte;
    csp_read(fd, &byte, 1);
    chan_close(c);
}

// It waits itself for one that others have.
static void relay(chan(int) from, chan(int) to)
{
    chan_recv(from, NULL);
    chan_close(to);
}

static void offer(chan(chan(int)) box, chan(int) c)
{
    chan_send(box, c);
}

static int deep(chan(int) c, int depth)
{
    if (depth) return deep(c, depth - 1);
    sleep_with(c);
    return 0;
}

static void in_memory_of_length(int n)
{
    void *cs[n];
    for (int i = 0; i < n; i++)
        cs[i] = (void *)make();
    go receive((chan(int))cs[n - 1]);
    while (!over)
        csp_sleep(1000000);
    for (int i = 0; i < n; i++)
        chan_close((chan(int))cs[i]);
}

// -- who may end the wait ----------------------------------------------------

static void within_time(chan(int) c)
{
    begun++;
    within (3600000000000) chan_recv(c, NULL);
}

static void select_in_time(chan(int) c)
{
    begun++;
    select {
    case_recv(c, NULL):
        break;
    case_after(3600000000000):
        break;
    }
}

static void in_group(chan(int) c)
{
    group () {
        go receive(c);
        while (!over)
            csp_sleep(1000000);
        return; // cancels it
    }
}

static void beside(chan(int) c)
{
    par {
        receive(c);
        {
            while (!over)
                csp_sleep(1000000);
            chan_close(c);
        }
    }
}

static void hold_handle(void)
{
    task(void) t = spawn(receive(make()));
    while (!over)
        csp_sleep(1000000);
    task_cancel(t);
    join(t);
}

static void join_sleeper(chan(int) c)
{
    task(void) t = spawn(sleep_with(c));
    begun++;
    join(t);
}

static void start(int in)
{
    go receive(in_global = make());
    go receive(in_array[2][2] = make());
    list = new_node(new_node(new_node(NULL)));
    go receive(list->next->next->c);
    go pass_lock(&list->next->lock);
    go pass_event(&list->next->event);
    struct node *hidden = new_node(NULL);
    interior = hidden->behind + 50;
    go receive(hidden->c);
    behind_list = calloc(10000, sizeof *behind_list);
    behind_list[9999].c = make();
    go receive(behind_list[9999].c);
    mapped = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *(chan(int) *)(mapped + (1 << 19)) = make();
    go receive(*(chan(int) *)(mapped + (1 << 19)));
    csp_mutex_lock(&global_lock);
    go pass_lock(&global_lock);
    go pass_cond();
    global_box = chan_make(chan(int), 1);
    chan_send(global_box, make());
    chan(int) c = make();
    go receive(c);
    go offer(global_box, c);
    c = make();
    go receive(c);
    go sleep_with(c);
    c = make();
    go receive(c);
    go block_with(c);
    c = make();
    go receive(c);
    go read_with(in, c);
    c = make();
    go receive(c);
    go relay(in_global, c);
    chan(int) d = make();
    go receive(d);
    go relay(c, d);
    c = make();
    go receive(c);
    go deep(c, 9);
    go in_memory_of_length(5);
    go within_time(make());
    go select_in_time(make());
    go in_group(make());
    go beside(make());
    go hold_handle();
    go join_sleeper(make());
    go receive((chan(int))chan_tick(3600000000000));
}

int main(void)
{
    int ends[2];
    if (pipe(ends)) return 1;
    pthread_t thread;
    in_thread_local = make();
    go receive(in_thread_local);
    chan(int) c = make();
    go receive(c);
    chan(int) with_thread = make();
    go receive(with_thread);
    pthread_create(&thread, NULL, poll_with, (void *)with_thread);
    with_thread = NULL;
    go start(ends[0]);
    while (begun < 28)
        csp_sleep(1000000);
    csp_sleep(10000000);
    printf("%ld\n", csp_leaks(2)); // OUT: 0
    __atomic_store_n(&over, true, __ATOMIC_SEQ_CST);
    blocking pthread_join(thread, NULL);
    chan_close(c);
    return 0;
}
