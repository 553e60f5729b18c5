/* SPDX-License-Identifier: MIT
 * csp_abi.h: what emitted code calls, and nothing else.
 *
 * cspcc puts this header in front of every file it transforms, so it includes
 * no other header (a libc header here would fix the feature macros before the
 * user's own #defines) and every name in it begins with csp_. People do not
 * call these functions; <csp.h> is theirs. It is C90 with GNU's extensions,
 * comments too: under -fcsp-stress it stands in front of any C.
 *
 * The one invariant of the house: a step function that got a negative result
 * has published its frame, or is about to be rescheduled; it saves its locals,
 * returns that same result and touches nothing else. The scheduler's loop
 * commits (unlocks the channel) only after every frame above has returned, so
 * no other worker can resume a task that is still saving (Go's gopark). */
#ifndef CSP_ABI_H
#define CSP_ABI_H

/* The C compiler checks for races: to TSan each task is a thread (fiber.h of
 * the runtime). Workers are none, so what is theirs is not for it. */
#ifdef __SANITIZE_THREAD__
#define CSP_RACES 1
#elif defined __has_feature /* lib/ says -DCSP_RACES=1 */
#if __has_feature(thread_sanitizer)
#define CSP_RACES 1
#endif
#endif
#ifdef CSP_RACES
#define CSP_UNSEEN __attribute__((__no_sanitize_thread__))
#else
#define CSP_UNSEEN
#endif

/* The short paths of send and receive, which compilers would not put into each
 * step that has several. */
#if defined __OPTIMIZE__ && !defined __OPTIMIZE_SIZE__ && !defined CSP_RACES
#define CSP_SHORT static __inline__ __attribute__((__always_inline__))
#else
#define CSP_SHORT static __inline__
#endif

#ifdef __cplusplus
extern "C" {
#endif
#pragma pack(push, 16) /* the runtime knows nothing of -fpack-struct */

typedef __SIZE_TYPE__ csp_size;
typedef __INT64_TYPE__ csp_i64;
typedef __UINT32_TYPE__ csp_u32;
typedef __INT32_TYPE__ csp_i32;

struct csp_frame;
struct csp_descriptor;

/* What a step function returns. An operation returns one of these too when it
 * is negative; zero or above is then its result. */
enum csp_status {
    CSP_UNWOUND = 1,  /* finished without a result: it was cancelled */
    CSP_DONE = 0,     /* finished: its result is in the frame */
    CSP_PARKED = -1,  /* waits: the worker commits and takes another task */
    CSP_YIELDED = -2, /* runnable: goes to the back of the worker's queue */
    CSP_CALLED = -3, /* wants worker->next run first: native depth is used up */
};

/* The part of a worker that emitted code sees. The runtime's own struct begins
 * with it. A step gets its worker as an argument and must not keep it: a task
 * may resume on another thread. */
struct csp_worker {
    csp_u32 depth;  /* native calls of steps now nested on this thread */
    csp_i32 budget; /* operations left before the task yields */
    /* Not more of them than this: each asks the runtime first whether it may go
     * on at all. Any thread raises it, when a scope has ended. */
    csp_i32 floor;
    /* It may take a lock by storing to it; it is about to, perhaps. See
     * csp_rt_begin_alone. */
    unsigned char csp_alone, csp_takes, csp_unused[2];
    struct csp_frame *next; /* with CSP_CALLED: the frame to run */
};

typedef int csp_step(struct csp_frame *frame, struct csp_worker *worker);

/* The head of every frame. `f__frame` of a coroutine f is this, its result,
 * its parameters (that much depends on the prototype alone), then what else it
 * keeps. */
struct csp_frame {
    csp_step *step;           /* the code that goes on from `resume` */
    struct csp_frame *parent; /* the caller that waits; NULL: a task's root */
    csp_u32 resume;           /* 0: not begun; k: at its k-th suspension */
    csp_i32 result;           /* of the operation it waited for, see below; */
                              /* of a callee: CSP_DONE or CSP_UNWOUND */
};

/* Storage that a waiting operation needs, inside the frame: waiting allocates
 * nothing. Only the runtime looks inside, but for what emitted code does by
 * itself, see the operations below. */
struct csp_wait {
    struct csp_wait *csp_next; /* in a queue of a channel */
    csp_size csp_who;          /* who waits, and enum csp_who */
    struct csp_wait *csp_prev; /* of one that others may take out */
    void *csp_value;
} __attribute__((__may_alias__));
enum csp_who {
    CSP_WHO_KIND = 3, /* 0: a task that nobody can cancel */
    CSP_WHO_AT = 4    /* its value is where csp_value says, which may be NULL;
                       * else it stands right behind one of these two: */
};
/* The value is aligned to 8 bytes at most; one to be received, whose place is
 * csp_prev's as long as it waits, has room for that. */
struct csp_wait_send {
    struct csp_wait *csp_next;
    csp_size csp_who;
    struct csp_wait *csp_prev;
} __attribute__((__may_alias__));
struct csp_wait_recv {
    struct csp_wait *csp_next;
    csp_size csp_who;
} __attribute__((__may_alias__));
struct csp_timer {
    void *csp_words[4];
};
struct csp_scope {
    void *csp_words[8];
};
struct csp_group {
    void *csp_words[16];
};

/* One case of a select. Emitted code fills it through csp_rt_case_recv and its
 * siblings; `ok` is read after a receive case was chosen. */
enum csp_case_kind { CSP_CASE_RECV, CSP_CASE_SEND, CSP_CASE_AFTER };
struct csp_case {
    unsigned char kind; /* enum csp_case_kind */
    unsigned char ok;   /* chosen: 1 a value moved, 0 the channel is closed */
    unsigned char csp_queued, csp_flags; /* the runtime's, as is csp_index */
    csp_u32 csp_index;
    union {
        void *chan;
        csp_i64 ns; /* CSP_CASE_AFTER: from now, in nanoseconds */
    } on;
    void *value; /* the value to send; where to put the one received */
    union {
        struct csp_wait wait;
        struct csp_timer timer;
    } node;
};

enum csp_select_flags {
    CSP_SELECT_DEFAULT = 1, /* there is a default: never wait */
    CSP_SELECT_ORDERED = 2, /* the first ready case in textual order */
    CSP_SELECT_FAIR = 4,    /* start after the case chosen last time */
};

/* What a suspension is, for people who look at a stopped program. */
enum csp_point_kind {
    CSP_POINT_CALL,
    CSP_POINT_SEND,
    CSP_POINT_RECV,
    CSP_POINT_SELECT,
    CSP_POINT_SLEEP,
    CSP_POINT_YIELD,
    CSP_POINT_BLOCKING,
    CSP_POINT_JOIN,
    CSP_POINT_PAR,
    CSP_POINT_GROUP,
};
struct csp_point {
    csp_u32 line;     /* in csp_descriptor.file */
    csp_u32 kind;     /* enum csp_point_kind */
    const char *what; /* the callee, or the channel as written */
};
/* A variable in the frame. Behind its type, and a NUL, stand the shape of its
 * value and, behind a blank, the suspensions at which it has one: "1,3", or
 * "*" for all. A shape is i, u, c, b, f: a number, signed or not, a character,
 * a bool, a floating one; p, s, h, t: a pointer, to text, a channel, a task;
 * e{NAME=value,}: an enum; {NAME@OFFSET+SIZE:SHAPE,NAME@BIT/WIDTH:SHAPE}: a
 * struct, or a union, which may end with "..."; [COUNT+SIZE]SHAPE: an array;
 * vSIZE]SHAPE: a pointer to one, whose COUNT is in the next field, if that has
 * no name; g, q: a lock of csp_sync.h, its line; ?: bytes. */
struct csp_field {
    const char *name;
    const char *type; /* as C writes it */
    csp_u32 offset;   /* in the frame, bytes */
    csp_u32 size;     /* bytes */
};

enum csp_descriptor_flags {
    CSP_COROUTINE_MAIN = 1, /* this is main: its end ends the program */
#ifndef CSP_LIBRARY
    CSP_COROUTINE_SHAPES = 2, /* its fields have shapes behind their types */
#else
    CSP_COROUTINE_SHAPES = 2 | 4,
#endif
    CSP_COROUTINE_LIBRARY = 4,    /* it comes with the language */
    CSP_COROUTINE_PARAMETER = 16, /* times how many of its fields, the first
                                   * ones, are parameters; 15 at most */
    /* Under -fcsp-stress: a number for the sizes of result and parameters, the
     * same for callers that fill in the frame as the coroutine reads it. */
    CSP_COROUTINE_SHAPE = ~0xff,
};

/* The read-only descriptor of one coroutine. Creating a frame reads step, size
 * and align; the rest is for snapshots and backtraces and costs the running
 * program nothing. points[k - 1] describes resume number k. */
struct csp_descriptor {
    csp_step *step;
    void (*plain)(void); /* the plain C entry, NULL if nothing needs one */
    csp_u32 size;        /* of the frame, bytes */
    csp_u32 align;
    csp_u32 flags; /* enum csp_descriptor_flags */
    csp_u32 line;
    const char *name;
    const char *file;
    csp_u32 point_count;
    csp_u32 field_count;
    const struct csp_point *points;
    const struct csp_field *fields;
};

/* Every translation unit registers its descriptors before main runs, as an
 * array of pointers in the section csp_coroutines. The name carries the
 * version of this ABI, so that a stale object fails at link time.
 * Safe from any thread, also while dlopen runs; the same array twice is one. */
void csp_rt_register_v5(const struct csp_descriptor *const *first,
                        const struct csp_descriptor *const *end);
/* The array goes with its library (dlclose), none of whose coroutines runs. At
 * the end of the program it does nothing. */
void csp_rt_unregister(const struct csp_descriptor *const *first);

/* -- frames ------------------------------------------------------------------
 */

static __inline__ void csp_rt_frame_init(struct csp_frame *frame,
                                         csp_step *step,
                                         struct csp_frame *parent)
{
    frame->step = step;
    frame->parent = parent;
    frame->resume = 0;
}

/* va_start of a variadic coroutine: `rest` is where its arguments without a
 * name lie, each in a slot of 8 bytes, or at the next multiple of 16, as the
 * conventions of these machines have them on the stack once the registers are
 * used up. If it is odd it is one byte behind where a list of a function begins
 * that waits meanwhile. */
#if defined __x86_64__
static __inline__ void csp_va_begin(void *rest, __builtin_va_list list)
{
    if ((__UINTPTR_TYPE__)rest & 1) {
        __builtin_va_copy(list, *(__builtin_va_list *)((char *)rest - 1));
        return;
    }
    list->gp_offset = 48;  /* past the six registers for integers */
    list->fp_offset = 304; /* and past those for floating point */
    list->overflow_arg_area = rest;
    list->reg_save_area = 0;
}
#elif defined __aarch64__ || defined __riscv
static __inline__ void csp_va_begin(void *rest, __builtin_va_list *list)
{
    if ((__UINTPTR_TYPE__)rest & 1) {
        __builtin_va_copy(*list, *(__builtin_va_list *)((char *)rest - 1));
        return;
    }
#if defined __aarch64__
    list->__stack = rest;
    list->__gr_top = list->__vr_top = 0;
    list->__gr_offs = list->__vr_offs = 0;
#else
    *list = rest;
#endif
}
#endif

/* A frame from the worker's free list, for recursion, calls through pointers
 * and callees of other files; its head is filled in. Out of memory stops the
 * program with a message: a call has no way to report it. */
struct csp_frame *csp_rt_frame_alloc(struct csp_worker *worker,
                                     const struct csp_descriptor *coroutine,
                                     struct csp_frame *parent);
void csp_rt_frame_free(struct csp_worker *worker,
                       const struct csp_descriptor *coroutine,
                       struct csp_frame *frame);

enum { CSP_DEPTH_MAX = 64 }; /* native step calls nested before CSP_CALLED */

/* Runs a frame from csp_rt_frame_alloc whose arguments are in place. The
 * native stack stays bounded: past CSP_DEPTH_MAX the scheduler's loop calls. */
CSP_UNSEEN static __inline__ int
csp_rt_call(struct csp_worker *worker, struct csp_frame *child)
{
    if (worker->depth >= CSP_DEPTH_MAX) {
        worker->next = child;
        return CSP_CALLED;
    }
    worker->depth++;
    int result = child->step(child, worker);
    worker->depth--;
    return result;
}

/* The coroutine whose plain entry is `plain`, NULL if it is an ordinary
 * function. `site` is a cache of the calling place, which any thread may share.
 */
const struct csp_descriptor *
csp_rt_find(void (*plain)(void), const struct csp_descriptor **site);

/* For lib/posix. Who calls, task or thread: an address that nobody else has as
 * long as it lasts.
 */
const void *csp_rt_self(void);

/* Likewise. A task is to wait on its thread, in a function that is no
 * coroutine: another thread runs its worker, and the caller is a thread like
 * any until it has taken the worker back. 0: the caller is one already.
 */
int csp_rt_lend(void);
void csp_rt_take_back(void);

/* The same under -fcsp-stress, where a plain function may be called through a
 * pointer of another type, by a cast: NULL if the frame is not of that shape.
 */
static __inline__ const struct csp_descriptor *
csp_rt_find_shaped(void (*plain)(void), const struct csp_descriptor **site,
                   csp_u32 shape)
{
    const struct csp_descriptor *found = csp_rt_find(plain, site);
    csp_u32 has = found ? found->flags & (csp_u32)CSP_COROUTINE_SHAPE : 0;
    return has && has != shape ? 0 : found;
}

/* The same for `go` and spawn through a pointer, which stops the program with
 * file:line if there is none. */
const struct csp_descriptor *
csp_rt_find_started(void (*plain)(void), const struct csp_descriptor **site,
                    const char *file, csp_u32 line);

/* Memory of arrays of variable length, and of alloca, which goes when the
 * scope, or the function, ends. Out of memory stops the program with the place.
 */
void *csp_rt_scratch(csp_size bytes, const char *file, csp_u32 line);
void *csp_rt_scratch_aligned(csp_size bytes, csp_size align, const char *file,
                             csp_u32 line);
void csp_rt_scratch_free(void *memory);
void *
csp_rt_alloca(void **list, const char *file, csp_u32 line, csp_size bytes);
void csp_rt_alloca_free(void **list);

/* -- tasks -------------------------------------------------------------------
 */

/* A task with a zeroed head and room for the arguments; csp_rt_start makes it
 * runnable. `worker` may be NULL (a plain function): the calling thread's own
 * is looked up, and a foreign thread starts the runtime if need be. Out of
 * memory stops the program with "file:line: out of memory". */
struct csp_frame *csp_rt_spawn(struct csp_worker *worker,
                               const struct csp_descriptor *coroutine,
                               const char *file, csp_u32 line);
void csp_rt_start(struct csp_worker *worker, struct csp_frame *root);

/* The same for a task with a handle, NULL when memory is out: its block stays
 * after its end until it is joined or dropped (csp__task_drop of <csp.h>, any
 * thread), one of the two and once. The handle is the root frame, in which the
 * result is; people know it as an opaque pointer. */
struct csp_frame *csp_rt_spawn_task(struct csp_worker *worker,
                                    const struct csp_descriptor *coroutine,
                                    const char *file, csp_u32 line);
/* Waits for its end: 0, or 1 if it was cancelled and has no result; like an
 * operation below. A second join, or one of a NULL handle, stops the program.
 * The caller then reads the result and frees. */
int csp_rt_join(struct csp_worker *worker, struct csp_frame *frame,
                struct csp_wait *wait, struct csp_frame *root);
void csp_rt_task_free(struct csp_worker *worker, struct csp_frame *root);
/* Cancels the task and gives the handle up, for a join that has failed. */
void csp_rt_abandon(struct csp_frame *root, const char *file, csp_u32 line);

/* The plain entry of a coroutine: enter, fill in the arguments, wait, read the
 * result, leave. enter starts the runtime if needed and stops the program with
 * a message when called on a worker; wait blocks the calling thread. For main
 * the calling thread becomes a worker, and leave shuts the runtime down.
 * Debuggers show this place in an entry: what is written in a coroutine f is in
 * f__step. */
struct csp_frame *csp_rt_enter(const struct csp_descriptor *coroutine);
void csp_rt_wait(struct csp_frame *root);
void csp_rt_leave(struct csp_frame *root);

/* -- par ---------------------------------------------------------------------
 * Branches are tasks whose memory lies in their parent's frame: for each one a
 * struct csp_branch with the branch's frame right behind it. That is the last
 * one of an array of them, since a frame that is aligned to more bytes than one
 * has leaves room in front of it. The parent may be asleep in csp_rt_par_wait
 * when a branch ends, but not gone. */

struct csp_gather {
    void *csp_words[6];
};
struct csp_branch {
    void *csp_words[4];
};

void csp_rt_par_begin(struct csp_gather *par);
/* A branch, its head filled in, not yet running: fill in the arguments, then
 * csp_rt_start. */
struct csp_frame *csp_rt_par_branch(struct csp_worker *worker,
                                    struct csp_gather *par,
                                    struct csp_branch *branch,
                                    const struct csp_descriptor *coroutine);
/* A branch in a block of its own, for `par for`: its frame has three pointers
 * for the runtime right behind its head. Its memory goes when it ends. Out of
 * memory stops the program with "file:line: out of memory". */
struct csp_frame *csp_rt_par_spawn(struct csp_worker *worker,
                                   struct csp_gather *par,
                                   const struct csp_descriptor *coroutine,
                                   const char *file, csp_u32 line);
/* 0, once all branches have ended; like an operation below. `par` and the
 * branches may be used again afterwards. */
int csp_rt_par_wait(struct csp_worker *worker, struct csp_frame *frame,
                    struct csp_gather *par);

/* -- operations --------------------------------------------------------------
 * Each returns its result (>= 0), or a negative csp_status; in that case the
 * step saves and returns it, and finds the result in frame->result when it is
 * resumed. `frame` is the leaf. What `value` points at must stay in place until
 * then. CSP_YIELDED may also come after the operation is complete, when the
 * task's budget is used up.
 * CSP_ENDED instead of any result: a scope of the task has ended, or the task
 * was cancelled, and nothing has happened; csp_rt_why tells why. */
enum { CSP_ENDED = 0x7ffffffe };

/* 1: sent; 0: the channel is closed, or as CSP_ENDED. */
int csp_rt_send(struct csp_worker *worker, struct csp_frame *frame,
                struct csp_wait *wait, void *chan, const void *value);
/* 1: received; 0: closed and drained, or as CSP_ENDED; *value is zeroed. */
int csp_rt_recv(struct csp_worker *worker, struct csp_frame *frame,
                struct csp_wait *wait, void *chan, void *value);
/* The same for elements of so many bytes, where the compiler knows their type.
 * What needs nobody else is done on the spot: a buffer has room or a value, or
 * a task waits for the other end. All else is the runtime's. The beginning of a
 * channel, as far as that goes; its lock, free while 0, guards it. `count` is
 * also read without. */
struct csp_queue {
    struct csp_wait *csp_first, *csp_last;
} __attribute__((__may_alias__));
struct csp_chan {
    csp_u32 csp_lock, csp_refs;
    csp_u32 csp_bytes; /* of an element */
    unsigned char csp_closed, csp_mode;
    unsigned char csp_woken, csp_overtaken;
    csp_size csp_capacity;
    csp_size csp_head;  /* index of the oldest value in the ring */
    csp_size csp_count; /* values in the ring */
    struct csp_queue csp_senders, csp_receivers;
    csp_i32 csp_error;
    csp_u32 csp_writers;
    void (*csp_destroy)(void *value);
    /* the ring */
} __attribute__((__may_alias__));

/* As csp_rt_send and csp_rt_recv, where csp_who says which node it is.
 * `locked`: the caller has the lock, and more than one operation left. */
int csp_rt_send_rest(struct csp_worker *worker, struct csp_frame *frame,
                     struct csp_wait *wait, void *chan, int locked);
int csp_rt_recv_rest(struct csp_worker *worker, struct csp_frame *frame,
                     struct csp_wait *wait, void *chan, int locked);
/* Locked, and nobody receives, and there is no room; nobody sends, and there is
 * nothing. */
int csp_rt_send_full(struct csp_worker *worker, struct csp_frame *frame,
                     struct csp_wait *wait, void *chan);
int csp_rt_recv_empty(struct csp_worker *worker, struct csp_frame *frame,
                      struct csp_wait *wait, void *chan);
/* As csp_rt_recv of an element of no bytes to nowhere. */
int csp_rt_pass_rest(struct csp_worker *worker, struct csp_frame *frame,
                     struct csp_wait *wait, void *chan, int locked);
/* Locked, and the caller has copied the value to the first receiver, or from
 * the first sender, a task: both operations are over. */
void csp_rt_met_receiver(struct csp_worker *worker, struct csp_chan *chan);
void csp_rt_met_sender(struct csp_worker *worker, struct csp_chan *chan);

/* Is this worker, the calling one, alone, because no other thread can want a
 * lock? Then it stays so until csp_rt_end_alone, and who comes waits for that:
 * a few instructions, in which it may do by plain loads and stores what others
 * do by locked instructions. runtime/base/bias.c tells why that is right. */
static __inline__ int csp_rt_begin_alone(struct csp_worker *worker)
{
    __atomic_store_n(&worker->csp_takes, 1, __ATOMIC_RELAXED);
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    if (__atomic_load_n(&worker->csp_alone, __ATOMIC_RELAXED)) return 1;
    __atomic_store_n(&worker->csp_takes, 0, __ATOMIC_RELAXED);
    return 0;
}

static __inline__ void csp_rt_end_alone(struct csp_worker *worker)
{
    __atomic_store_n(&worker->csp_takes, 0, __ATOMIC_RELEASE);
}

/* Takes a lock, if it is free: of a worker that is alone without a locked
 * instruction, which is most of what a message costs. */
static __inline__ int csp_rt_own(struct csp_worker *worker, csp_u32 *lock)
{
    if (!csp_rt_begin_alone(worker))
        return !__atomic_exchange_n(lock, 1, __ATOMIC_ACQUIRE);
    int is_free = !__atomic_load_n(lock, __ATOMIC_ACQUIRE);
    if (is_free) __atomic_store_n(lock, 1, __ATOMIC_RELAXED);
    csp_rt_end_alone(worker);
    return is_free;
}

/* May an operation be done here, on a channel of such elements? Then the lock
 * is held. The floor is 1 or more, so it is not the last one of the turn. The
 * lock of one of no bytes, a gate, is also taken by threads of the program's
 * own that tell nobody. Not where TSan looks on: the runtime tells it what
 * comes before what. */
static __inline__ int
csp_rt_try(struct csp_worker *worker, struct csp_chan *c, csp_size bytes)
{
#ifdef CSP_RACES
    c = 0;
#endif
    return c && c->csp_bytes == bytes &&
           worker->budget > __atomic_load_n(&worker->floor, __ATOMIC_RELAXED) &&
           (bytes ? csp_rt_own(worker, &c->csp_lock)
                  : !__atomic_exchange_n(&c->csp_lock, 1, __ATOMIC_ACQUIRE));
}

static __inline__ int
csp_rt_tried(struct csp_worker *worker, struct csp_chan *c, csp_size count)
{
    __atomic_store_n(&c->csp_count, count, __ATOMIC_RELAXED);
    __atomic_store_n(&c->csp_lock, 0, __ATOMIC_RELEASE);
    worker->budget--;
    return 1;
}

/* A node whose value is at `at`; NULL: right behind it. */
static __inline__ struct csp_wait *csp_rt_node(struct csp_wait *wait, void *at)
{
    wait->csp_who = at ? CSP_WHO_AT : 0;
    if (at) wait->csp_value = at;
    return wait;
}

CSP_SHORT int csp_rt_send_here(struct csp_worker *worker,
                               struct csp_frame *frame, struct csp_wait *wait,
                               void *chan, const void *value, void *at,
                               csp_size bytes)
{
    struct csp_chan *c = (struct csp_chan *)chan;
    int locked = csp_rt_try(worker, c, bytes);
    if (locked) {
        struct csp_wait *first = c->csp_receivers.csp_first;
        csp_size count = c->csp_count;
        if (first) { /* the channel is open and its ring is empty */
            if (!(first->csp_who & (CSP_WHO_KIND | CSP_WHO_AT))) {
                __builtin_memcpy((struct csp_wait_recv *)first + 1, value,
                                 bytes);
                csp_rt_met_receiver(worker, c);
                return 1;
            }
        } else if (count >= c->csp_capacity) {
            return csp_rt_send_full(worker, frame, csp_rt_node(wait, at), chan);
        } else if (!c->csp_closed) {
            csp_size end = c->csp_head + count;
            if (end >= c->csp_capacity) end -= c->csp_capacity;
            __builtin_memcpy((char *)(c + 1) + end * bytes, value, bytes);
            return csp_rt_tried(worker, c, count + 1);
        }
    }
    return csp_rt_send_rest(worker, frame, csp_rt_node(wait, at), chan, locked);
}

CSP_SHORT int csp_rt_recv_here(struct csp_worker *worker,
                               struct csp_frame *frame, struct csp_wait *wait,
                               void *chan, void *value, void *at,
                               csp_size bytes)
{
    struct csp_chan *c = (struct csp_chan *)chan;
    int locked = csp_rt_try(worker, c, bytes);
    if (locked) {
        struct csp_wait *first = c->csp_senders.csp_first;
        csp_size count = c->csp_count, head = c->csp_head;
        if (first) {
            if (!(first->csp_who & (CSP_WHO_KIND | CSP_WHO_AT)) && count == 0) {
                __builtin_memcpy(value, (struct csp_wait_send *)first + 1,
                                 bytes);
                csp_rt_met_sender(worker, c);
                return 1;
            }
        } else if (count == 0) {
            return csp_rt_recv_empty(worker, frame, csp_rt_node(wait, at),
                                     chan);
        } else {
            __builtin_memcpy(value, (char *)(c + 1) + head * bytes, bytes);
            c->csp_head = ++head < c->csp_capacity ? head : 0;
            return csp_rt_tried(worker, c, count - 1);
        }
    } else if (!c) { /* how it can only end */
        __builtin_memset(value, 0, bytes);
    }
    return csp_rt_recv_rest(worker, frame, csp_rt_node(wait, at), chan, locked);
}

/* An element of no bytes, to nowhere: that is how a lock of csp_sync.h is
 * taken.
 */
static __inline__ int csp_rt_pass(struct csp_worker *worker,
                                  struct csp_frame *frame,
                                  struct csp_wait *wait, void *chan)
{
    struct csp_chan *c = (struct csp_chan *)chan;
    int locked = csp_rt_try(worker, c, 0);
    if (locked && c->csp_count > 0 && !c->csp_destroy &&
        !c->csp_senders.csp_first)
        return csp_rt_tried(worker, c, c->csp_count - 1);
    return csp_rt_pass_rest(worker, frame, wait, chan, locked);
}

/* The value to be sent is right behind `wait`; the received one goes there. */
CSP_SHORT int
csp_rt_send_slot(struct csp_worker *worker, struct csp_frame *frame,
                 struct csp_wait_send *wait, void *chan, csp_size bytes)
{
    return csp_rt_send_here(worker, frame, (struct csp_wait *)wait, chan,
                            wait + 1, 0, bytes);
}

CSP_SHORT int
csp_rt_recv_slot(struct csp_worker *worker, struct csp_frame *frame,
                 struct csp_wait_recv *wait, void *chan, csp_size bytes)
{
    return csp_rt_recv_here(worker, frame, (struct csp_wait *)wait, chan,
                            wait + 1, 0, bytes);
}

/* The value is anywhere. */
static __inline__ int csp_rt_send_sized(struct csp_worker *worker,
                                        struct csp_frame *frame,
                                        struct csp_wait *wait, void *chan,
                                        const void *value, csp_size bytes)
{
    if (!value) return csp_rt_send(worker, frame, wait, chan, value);
    return csp_rt_send_here(worker, frame, wait, chan, value,
                            (void *)(csp_size)value, bytes);
}

static __inline__ int csp_rt_recv_sized(struct csp_worker *worker,
                                        struct csp_frame *frame,
                                        struct csp_wait *wait, void *chan,
                                        void *value, csp_size bytes)
{
    if (!value && bytes == 0) return csp_rt_pass(worker, frame, wait, chan);
    if (!value) return csp_rt_recv(worker, frame, wait, chan, value);
    return csp_rt_recv_here(worker, frame, wait, chan, value, value, bytes);
}

/* The index of the case that happened; `count` stands for the default. */
int csp_rt_select(struct csp_worker *worker, struct csp_frame *frame,
                  struct csp_case *cases, int count, int flags);
/* The count for a set of so many choices; too many stop the program. */
__attribute__((noreturn)) void
csp_rt_too_many(csp_size choices, const char *file, csp_u32 line);
static __inline__ int
csp_rt_count(csp_size choices, const char *file, csp_u32 line)
{
    if (choices > 2147483647) csp_rt_too_many(choices, file, line);
    return (int)choices;
}
/* 0, `ns` nanoseconds later; at once if ns <= 0 (but it yields). */
int csp_rt_sleep(struct csp_worker *worker, struct csp_frame *frame,
                 struct csp_timer *timer, csp_i64 ns);
int csp_rt_yield(struct csp_worker *worker, struct csp_frame *frame);
/* The same where -fcsp-stress wants it, which is no place to be cancelled. */
int csp_rt_stress(struct csp_worker *worker, struct csp_frame *frame);
/* block: the frame goes on on a thread of the blocking pool, where it may call
 * what blocks and may not suspend; unblock brings it back to a worker. Both
 * always suspend, but for block when no thread can be had: then it returns 0
 * and the frame goes on where it is. */
int csp_rt_block(struct csp_worker *worker, struct csp_frame *frame);
int csp_rt_unblock(struct csp_worker *worker, struct csp_frame *frame);

/* -- scopes ------------------------------------------------------------------
 * A scope lies in the frame that opens it, until it is left. An operation that
 * gives CSP_ENDED and whose result nobody reads unwinds: the step runs the
 * cleanups up to its innermost scope, or all of them and returns CSP_UNWOUND,
 * and its caller goes on so. */

/* Opened: it ends `ns` nanoseconds from now, or at a time of csp_now(). *why,
 * unless it is NULL, becomes 0, and what an operation in it has failed by. The
 * line, in the file of the function, is for people, here as below. */
void csp_rt_within(struct csp_worker *worker, struct csp_scope *scope,
                   csp_i64 ns, int *why, csp_u32 line);
/* The same round one operation, which is all in it that takes any time. */
void csp_rt_within_one(struct csp_worker *worker, struct csp_scope *scope,
                       csp_i64 ns, int *why, csp_u32 line);
void csp_rt_until(struct csp_worker *worker, struct csp_scope *scope,
                  csp_i64 at, int *why, csp_u32 line);
/* What ends outside is not felt in this one. */
void csp_rt_shield(struct csp_worker *worker, struct csp_scope *scope,
                   csp_u32 line);
/* Left; 1 if the unwinding that got here goes on, because it is not this scope
 * that has ended. */
int csp_rt_scope_leave(struct csp_worker *worker, struct csp_scope *scope,
                       int unwinding);
/* -- groups ------------------------------------------------------------------
 * A group is a scope, too, whose end waits for the tasks started in it. */
void csp_rt_group(struct csp_worker *worker, struct csp_group *group, int *why,
                  csp_u32 line);
/* As csp_rt_spawn and csp_rt_spawn_task. result_bytes: of a signed integer that
 * the coroutine returns, which below 0 cancels the others; 0: it returns none.
 */
struct csp_frame *csp_rt_group_go(struct csp_worker *worker,
                                  struct csp_group *group, csp_u32 result_bytes,
                                  const struct csp_descriptor *coroutine,
                                  const char *file, csp_u32 line);
struct csp_frame *
csp_rt_group_spawn(struct csp_worker *worker, struct csp_group *group,
                   csp_u32 result_bytes, const struct csp_descriptor *coroutine,
                   const char *file, csp_u32 line);
/* go_in: as csp_rt_group_go, in a group that csp_group_here gave. worker NULL:
 * any thread. */
struct csp_frame *csp_rt_go_in(struct csp_worker *worker,
                               struct csp_group *group, csp_u32 result_bytes,
                               const struct csp_descriptor *coroutine,
                               const char *file, csp_u32 line);
/* 0, once all children have ended; like an operation above. leaving: what
 * leaves the group early cancels them. */
int csp_rt_group_end(struct csp_worker *worker, struct csp_frame *frame,
                     struct csp_group *group, int leaving);
/* Left, after its end; 1 if control unwinds, because a scope around it has
 * ended. */
int csp_rt_group_leave(struct csp_worker *worker, struct csp_group *group);

/* Why the task's last operation that failed did so: enum csp_error, or 0. */
int csp_rt_why(struct csp_worker *worker);
/* After a send or receive that gave 0: 1, because a scope has ended. */
int csp_rt_ended(struct csp_worker *worker);
/* After the call of a csp_operation that has failed: the same. A scope of its
 * own that has ended, and is left, does not count. */
int csp_rt_fails(struct csp_worker *worker);

/* A send whose result nobody reads met a closed channel: prints
 * "file:line: send on a closed channel" and ends the program with status 2. */
__attribute__((noreturn)) void
csp_rt_send_failed(const char *file, csp_u32 line);

static __inline__ struct csp_case csp_rt_case_recv(void *chan, void *value)
{
    struct csp_case c = {.kind = CSP_CASE_RECV, .value = value};
    c.on.chan = chan;
    return c;
}

static __inline__ struct csp_case csp_rt_case_send(void *chan, void *value)
{
    struct csp_case c = {.kind = CSP_CASE_SEND, .value = value};
    c.on.chan = chan;
    return c;
}

static __inline__ struct csp_case csp_rt_case_after(csp_i64 ns)
{
    struct csp_case c = {.kind = CSP_CASE_AFTER};
    c.on.ns = ns;
    return c;
}

#pragma pack(pop)
#ifdef __cplusplus
}
#endif
#endif
