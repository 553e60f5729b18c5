// SPDX-License-Identifier: MIT
// csp.h: communicating sequential processes for C, compiled by cspcc.
//
// Every form below is valid, type-checked C to a plain compiler, so editors,
// clang-tidy and static analysers need no plugin; cspcc gives the forms their
// meaning. Names begin with csp_; the short ones (go, chan, select, ...) are
// macros on top of them, left out under -DCSP_NO_SHORT_NAMES; between
// <csp/names_off.h> and <csp/names_on.h> they are the program's own.
//
// Each contract says: what it does; units and ranges; whether it suspends and
// from where it may be called; who owns what; the errors there are.
#ifndef CSP_H
#define CSP_H
#pragma GCC system_header // the macros' own insides raise no warnings

// #pragma clang diagnostic ignored "-Wcsp-NAME", of GCC too, silences a warning
// of cspcc's from there on, or up to the pop; no compiler shall call that name
// unknown.
#if defined __clang__
#pragma clang diagnostic ignored "-Wunknown-warning-option"
#elif defined __GNUC__
#pragma GCC diagnostic ignored "-Wpragmas"
#pragma GCC diagnostic ignored "-Wdangling-else" // of `within (n) s`
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/select.h> // before `select` becomes a word of the language

#if defined __clang__ || defined __CSPCC_PARSE__
#define csp__note(text) __attribute__((annotate(text)))
#else
#define csp__note(text)
#endif

// Around the macros' own words, of which clang warns where they are used.
#if defined __clang__ && (!defined __CSPCC__ || defined __CSPCC_CHECK__)
#define csp__quiet                                                             \
    _Pragma("clang diagnostic push")                                           \
        _Pragma("clang diagnostic ignored \"-Wc11-extensions\"") _Pragma(      \
            "clang diagnostic ignored \"-Wc2y-extensions\"")                   \
            _Pragma("clang diagnostic ignored \"-Wpre-c11-compat\"") _Pragma(  \
                "clang diagnostic ignored \"-Wpre-c2y-compat\"")               \
                _Pragma("clang diagnostic ignored \"-Wdangling-else\"")        \
                    _Pragma("clang diagnostic ignored \"-Wswitch\"") _Pragma(  \
                        "clang diagnostic ignored \"-Wswitch-default\"")
#define csp__loud _Pragma("clang diagnostic pop")
#else
#define csp__quiet
#define csp__loud
#endif

#ifdef __cplusplus
extern "C" {
#endif
#define csp__here __FILE__, __LINE__

// == Errors ==================================================================
// Every function that can fail returns 0 or above, or what is listed here.
#define CSP_ERRORS(X)                                                          \
    X(CSP_ECLOSED, -1, "the channel is closed")                                \
    X(CSP_ETIMEDOUT, -2, "the deadline has passed")                            \
    X(CSP_ECANCELED, -3, "cancelled")
enum csp_error {
#define csp__enumerator(name, value, text) name = value,
    CSP_ERRORS(csp__enumerator)
#undef csp__enumerator
};
// The text of an error; never NULL. Any thread.
const char *csp_error_text(int error);

// == Coroutines ==============================================================

// coroutine T f(...): f may suspend. Needed on every declaration with external
// linkage and on pointers to coroutines and their typedefs; inferred for
// static functions and for main. Inside a coroutine, f(x) calls f and waits
// for it. From plain C, f(x) is an ordinary call that blocks the thread until
// f has ended; made on a worker it stops the program with a message.
#define csp_coroutine csp__note("csp.coroutine")

// csp_operation T f(...): a coroutine that is an operation as chan_recv is one:
// when a scope has ended (see within) it says so by its result, false, NULL or
// a signed integer below 0; where nobody reads the result of f(x), control
// leaves the scope. So a library's waits are as those of csp.h: f tests the
// results of what it waits for, sets right what it has begun, and returns. The
// word is to stand on every declaration, and counts in calls by name. A result
// that says so for another reason leaves nothing.
#define csp_operation csp_coroutine csp__note("csp.operation")

// coroutine csp_frame(96) T f(...): f keeps at most 96 bytes while it waits (a
// number as C has it, the same on every declaration that has one). So callers
// in other files have its frame in theirs, and allocate nothing; the file that
// defines f holds it to that (error: csp-frame), and one that was compiled with
// another number does not link.
#define csp_frame(bytes) csp__note("csp.frame " csp__words(bytes))
#define csp__words(...) csp__words_(__VA_ARGS__)
#define csp__words_(...) #__VA_ARGS__

// go f(x);  starts f as a task of its own. The arguments are evaluated now, in
// the caller; what f returns is dropped. Any thread. Out of memory stops the
// program with a message that names file and line.
#define csp_go                                                                 \
    switch (csp__go)                                                           \
    default:

// go { ... }  starts a block as a task of its own, with copies of the variables
// that it uses, made now. It is not left by return, break, continue or goto.

// par { s1; s2; { ... } }  runs every statement in the braces at once, each as
// a task of its own, and goes on when all have ended. They see the variables
// around them (and each other's changes: mind races); their frames lie inside
// this one, so nothing is allocated. Suspends; coroutines only.
//
// par for (...) s  runs every turn of the loop as a task of its own, and goes
// on when the loop and all of them have ended. A turn has its own copies, made
// when it starts, of the variables that the loop's head declares or changes;
// the others it shares. `continue` ends a turn; no other jump leaves it. Out of
// memory stops the program with file and line.
#define csp_par                                                                \
    switch (csp__par)                                                          \
    default:

// task(T) t = spawn(f(x));  starts f, which returns T, and keeps a handle; NULL
// when memory is out, or there are CSP_MAX_TASKS tasks. T v = join(t);  waits
// until it has ended, takes the result and gives the handle up; or task_drop(t)
// gives it up and lets the task go on: one of the two, once. spawn and join:
// coroutines only, join suspends; task_drop: any thread.
struct csp__task;
#define csp_task(T) __typeof__(__typeof__(T)(*)(struct csp__task *))
#define csp_spawn(call)                                                        \
    (0 ? (void)(call) : (void)0, (csp_task(__typeof__(call)))csp__spawn())
#define csp_join(t) ((t)((struct csp__task *)0))
#define csp_task_drop(t) csp__task_drop((void *)(t), csp__here)

// blocking stmt  runs stmt on a thread of the blocking pool while this task is
// parked: for open(), getaddrinfo(), a database driver. stmt may not suspend,
// nor be left by return, goto, break or continue. Suspends; coroutines only.
#define csp_blocking                                                           \
    switch (csp__blocking)                                                     \
    default:

// Goes to the back of the queue: 0. Suspends; coroutines only.
int csp_yield(void);

// Waits for `ns` nanoseconds (0 and below: yields): 0. Suspends; coroutines
// only.
int csp_sleep(int64_t ns);

// Monotonic time, nanoseconds. Any thread.
int64_t csp_now(void);

// Times are written as csp_sleep(100 * CSP_MS): integer constants, nanoseconds.
#define CSP_US INT64_C(1000)
#define CSP_MS INT64_C(1000000)
#define CSP_S INT64_C(1000000000)

// The number of tasks that have begun and not ended. Any thread; exact only
// when nothing else runs.
size_t csp_live(void);

// A moment in the trace that CSP_TRACE=FILE makes, with up to 240 bytes of
// text, which is copied; nothing where there is none. Any thread.
void csp_trace_mark(const char *text);

// A program, or a library that is linked with it, may define these two
// functions. csp_on_switch is called at each switch, csp_on_chan when a task
// begins an operation on a channel or a lock (a select: when one of its cases
// has happened), by the thread that does it, many at a time. They must be
// quick, and may use of this header csp_now, csp_switch_place and
// csp_trace_mark alone. A program that defines neither pays nothing.
enum csp_switch_kind {
    CSP_SWITCH_BORN,   // the task has been started
    CSP_SWITCH_WOKEN,  // what it waited for has happened
    CSP_SWITCH_RUNS,   // its turn on a worker begins
    CSP_SWITCH_WAITS,  // its turn ends: it waits
    CSP_SWITCH_YIELDS, // its turn ends: others come first
    CSP_SWITCH_ENDS,   // its turn ends, and the task
};
#pragma pack(push, 16)
struct csp_switch {
    enum csp_switch_kind kind;
    int worker;       // from 0 on; -1: a thread that is none
    const void *task; // its handle, if it has one; used again after its end
    const void *csp_at;
};
struct csp_place {
    const char *function, *file; // NULL: nobody knows
    int line;
    const char *operand; // of the operation there, as written; or NULL
};
enum csp_chan_event_kind {
    CSP_CHAN_SEND,
    CSP_CHAN_RECV,
    CSP_CHAN_LOCK,   // of csp_sync.h: a mutex or its kin
    CSP_CHAN_SELECT, // length and capacity are not known
};
struct csp_chan_event {
    enum csp_chan_event_kind kind;
    int worker;
    const void *task;
    const void *chan;        // or the lock
    size_t length, capacity; // values in it when the operation is over
};
#pragma pack(pop)
void csp_on_switch(const struct csp_switch *event);
void csp_on_chan(const struct csp_chan_event *event);

// Where the task goes on, waits, or began if it has not run yet. In
// csp_on_switch only; takes some hundred nanoseconds.
struct csp_place csp_switch_place(const struct csp_switch *event);

// csp_dump(fd): writes to this descriptor what every task does: where it waits,
// on what, who called it, with the variables that it keeps; those together that
// do the same. docs/RUNNING.md explains the text. Meanwhile all workers stand,
// each once its turn has ended; after half a second who has not come is told of
// and runs on. SIGQUIT does the same on standard error. Any thread, any task;
// it allocates nothing.
void csp_dump(int fd);

// long csp_leaks(fd): writes to this descriptor which tasks can never run again
// although the program goes on: nothing that can still run has what they wait
// for. How many they are, -1: it cannot be told. docs/RUNNING.md explains the
// text, and what is found. Meanwhile all threads stand, as for csp_dump;
// system calls of threads that are not the runtime's may fail with EINTR. Any
// thread, any task. CSP_LEAKS=1 does so at the end, and so does LeakSanitizer.
long csp_leaks(int fd);

// CSP_STATIC(bytes);  once in a program, at file scope: all memory of the
// runtime comes out of so many bytes that stand there, and malloc is never
// called by it. When they are used up memory is out: spawn and chan_make give
// NULL, go stops the program. Each size of task and of frame takes 16384 of
// them at a time; a worker some 10,000; a channel what it holds and 120.
// Threads that are started are the C library's, which may call malloc for them:
// CSP_WORKERS=1 starts none.
#define CSP_STATIC(bytes)                                                      \
    char csp__static[(bytes)] __attribute__((aligned(16384)));                 \
    const size_t csp__static_bytes = sizeof csp__static

// == Scopes ==================================================================
// within (ns) s   runs the statement s with a deadline, `ns` nanoseconds from
// until (t) s     now, or a time of csp_now(). When it has passed, every
// operation in s that may suspend fails, where it waits and from its start: one
// whose result is read (used, assigned, tested) reports it, chan_send and
// chan_recv by false, csp_sleep, yield and select_set by the error; one whose
// result is not read, or that gives a value (chan_get, join, select) unwinds:
// control leaves s as if by a jump, with all cleanups on the way, and through
// the functions that s calls. Nothing has happened then: a message is received,
// or still with its sender. within (ns, &why), until (t, &why): the int is 0 if
// no operation in s has failed because of it; CSP_ETIMEDOUT; or CSP_ECANCELED,
// if an enclosing scope has ended. break, continue, goto and return leave s as
// they leave any block; no jump enters it. chan_try_*, and a send on a closed
// channel, are as without. Coroutines only.
//
// csp_group_here(): the innermost group around what the task does now, be it
// opened in this function, by who called it, or be it the one that the task is
// a child of; NULL outside of any. go_in (g) f(x); and go_in (g) { ... } start
// a child of it, from any function and any thread, while it has not ended; NULL
// and a group that has ended stop the program with file:line.
//
// shield () s  runs s, a clean-up, and what has ended outside is not felt in
// it; its own `within` counts.
//
// group () s, group (&why) s  runs s; each `go` and spawn that stands in it,
// but not in a go block in it, starts a child of the group, and the end of s
// waits for them all. A child `go f(x)` whose f returns a signed integer below
// 0 has failed: the first such result is `why`, and cancels the other children
// and s itself, as a scope that has ended. So do break, continue, goto and
// return that leave s, and an enclosing scope that ends: nothing is left
// running behind it.
#define csp_within(...)                                                        \
    csp__quiet if (csp__within(csp__times(__VA_ARGS__, 0, 0)))                 \
    {                                                                          \
    }                                                                          \
    else csp__loud
#define csp_until(...)                                                         \
    csp__quiet if (csp__until(csp__times(__VA_ARGS__, 0, 0)))                  \
    {                                                                          \
    }                                                                          \
    else csp__loud
#define csp_shield()                                                           \
    csp__quiet if (csp__shield())                                              \
    {                                                                          \
    }                                                                          \
    else csp__loud
#define csp_group(...)                                                         \
    csp__quiet if (csp__group((0 __VA_OPT__(, __VA_ARGS__))))                  \
    {                                                                          \
    }                                                                          \
    else csp__loud
typedef struct csp_group csp_group;
csp_group *csp_group_here(void);
#define csp_go_in(g)                                                           \
    switch (csp__go_in(g))                                                     \
    default:
#define csp__times(time, why, ...) (time), (why)

// task_cancel(t): every operation of the task t, which was spawned, fails from
// now on as in a scope that has ended, CSP_ECANCELED. If the task unwinds to
// its root, join(t) gives the zero value and csp_why() is CSP_ECANCELED; what
// it returns is its result. A join that is cancelled cancels its task, and
// gives the handle up. Allowed while somebody waits in join(t), not once that
// is over. NULL is allowed. Any thread.
#define csp_task_cancel(t) csp__task_cancel((void *)(t), csp__here)

// csp_state(t): what the task t, which was spawned, does at this moment. When
// it is blocked, `operation` says in what, as the deadlock report does:
// "receive", "send", "select", "sleep", "join", "blocking statement"; and
// `function`, `file` and `line` where, `operand` what stands there ("jobs").
// Where that cannot be told (it runs; it has just been woken; it is on a thread
// of the blocking pool) they are of the coroutine that it began as, and
// `operand` is NULL; as is `operation` of a task that is not blocked. All texts
// stay. By the time that one reads it a task may do something else. Allowed
// when task_cancel(t) is; NULL stops the program. Any thread.
enum csp_is {
    CSP_IS_NEW,       // has not begun
    CSP_IS_READY,     // may go on, and waits for a worker
    CSP_IS_RUNNING,   // on some worker
    CSP_IS_BLOCKED,   // in an operation
    CSP_IS_DONE,      // has ended; join gives its result
    CSP_IS_CANCELLED, // has unwound to its root, and has none
};
#pragma pack(push, 16) // the runtime knows nothing of -fpack-struct
struct csp_state {
    enum csp_is is;
    int line;
    const char *function, *file;
    const char *operation, *operand;
};
#pragma pack(pop)
#define csp_state(t) csp__state((void *)(t), csp__here)

// Why the last operation of this task that failed did so: CSP_ECLOSED,
// CSP_ETIMEDOUT or CSP_ECANCELED; 0: none has. Any function.
int csp_why(void);

// Whether the next operation that may suspend will fail, and why; 0 if not.
// For loops that compute, also in a blocking statement. Does not suspend; any
// function.
int csp_cancelled(void);

// A cancel point that does not suspend, for a csp_operation that has nothing to
// wait for: true; false, and csp_why() tells why, if a scope has ended. Any
// function.
bool csp_cancel_point(void);

// == Channels ================================================================

// chan(T): a handle on a channel of T, any complete object type that is neither
// const nor volatile (what it points to may be). Compatible with another
// exactly when the element types are; converts to void *; NULL is a channel on
// which nothing ever happens.
#ifdef __cplusplus // no parameter points to an array of unknown length there
#define csp_chan(T) __typeof__(__typeof__(T)(*)[1978])
#else
#define csp_chan(T) __typeof__(__typeof__(T)(*)[])
#endif

// chan_in(T), chan_out(T): a channel's receiving and its sending end. A chan(T)
// converts to either, and neither converts back or to the other: that, sending
// on the one, closing it, and receiving from the other are compile errors.
// (To C they are arrays of different lengths, and a chan one of any length. C++
// has no such conversion, so there all three are the same.)
#ifdef __cplusplus
#define csp_chan_in(T) csp_chan(T)
#define csp_chan_out(T) csp_chan(T)
#else
#define csp_chan_in(T) __typeof__(__typeof__(T)(*)[1978])
#define csp_chan_out(T) __typeof__(__typeof__(T)(*)[1985])
#endif
#define csp__elem(c) __typeof__((*(c))[0])

// A new channel of capacity n (0: sender and receiver meet), with one
// reference, the caller's. NULL when memory is out; a negative n, or one of
// more than 2^47 bytes, stops the program with file:line. Any thread.
#define csp_chan_make(T, n) ((csp_chan(T))csp__make(sizeof(T), (n), csp__here))

// The same with a buffer that never makes a sender wait: when it is full, the
// value sent is dropped (drop), or the oldest one in the buffer to make room
// (slide); the send is true all the same. With capacity 0 a value reaches who
// waits for it, or is dropped. See chan_on_drop. Any thread.
#define csp_chan_make_drop(T, n)                                               \
    ((csp_chan(T))csp__make_drop(sizeof(T), (n), csp__here))
#define csp_chan_make_slide(T, n)                                              \
    ((csp_chan(T))csp__make_slide(sizeof(T), (n), csp__here))

// One reference more, and one less; the last one frees the channel with what
// is still in it. To use it afterwards is a mistake, which stops the program
// with file:line if it comes soon. Any thread. NULL is allowed.
#define csp_chan_retain(c) ((__typeof__(c))csp__retain((c), csp__here))
#define csp_chan_release(c) csp__release((c), csp__here)

// auto_chan(T) c = chan_make(T, n);  a variable that gives its reference up
// when its scope is left, on whatever way: chan_release.
#define csp_auto_chan(T) __attribute__((cleanup(csp__auto_release))) csp_chan(T)

// Sends a value: true once a receiver or the buffer has it, false if the
// channel is closed or gets closed meanwhile (then nobody has it). As a
// statement of its own, a send that fails stops the program with file:line;
// cast it to void to ignore that. Suspends; coroutines only.
#define csp_chan_send(c, ...) csp__send((c), csp__value(c, __VA_ARGS__))
#ifdef __CSPCC_CHECK__
#include "csp/value.h"
#else
#define csp__value(c, ...)                                                     \
    (csp__elem(c)[1])                                                          \
    {                                                                          \
        __VA_ARGS__                                                            \
    }
#define csp__offered(c, ...)                                                   \
    (csp__offering(c)[1])                                                      \
    {                                                                          \
        {                                                                      \
            .csp_value = __VA_ARGS__                                           \
        }                                                                      \
    }
#endif

// chan_recv(c, &v), chan_recv(c, &v, &ok): receives into v: true with a value;
// false, and v zeroed, when c is closed and drained. ok gets the same answer.
// Suspends; coroutines only.
#define csp_chan_recv(c, ...) csp__recv_(c, __VA_ARGS__, 0, 0)
#define csp__same(c, p)                                                        \
    ((void *)csp__quiet _Generic((p),                                          \
         csp__elem(c) *: (p),                                                  \
         volatile csp__elem(c) *: (p),                                         \
         void *: (p)) csp__loud)
#define csp__recv_(c, p, ok, ...) csp__recv((c), csp__same(c, p), (ok))

// Receives and gives the value; the zero value once closed. Suspends;
// coroutines only.
#define csp_chan_get(c) (*(csp__elem(c) *)csp__get(c))

// chan_try_send(c, v), chan_try_recv(c, &v): the same without waiting. 1: done;
// 0: it would have to wait, nothing has happened (always so for NULL);
// CSP_ECLOSED: c is closed (for receiving: and drained; v is zeroed). Never
// suspend; any function, any thread.
#define csp_chan_try_send(c, ...)                                              \
    csp__try_send((c), csp__value(c, __VA_ARGS__), csp__here)
#define csp_chan_try_recv(c, p) csp__try_recv((c), csp__same(c, p), csp__here)

// Send and receive for threads that are not workers: they block the calling
// thread, and stop the program when called on a worker. Any function may.
#define csp_chan_send_thread(c, ...)                                           \
    csp__send_thread((c), csp__value(c, __VA_ARGS__), csp__here)
#define csp_chan_recv_thread(c, p)                                             \
    csp__recv_thread((c), csp__same(c, p), csp__here)

// Closes: values in the buffer can still be received, senders fail, and all
// who wait wake up. NULL stops the program; twice does nothing, but under
// CSP_STRICT=1 that stops it too. Any thread.
#define csp_chan_close(c) csp__close((c), __FILE__, __LINE__)

// Closes with a reason, any int but 0: what is in the buffer is dropped at
// once, senders and receivers fail. On a closed channel it does nothing; NULL
// or 0 stops the program. Any thread.
#define csp_chan_fail(c, error) csp__fail((c), (error), __FILE__, __LINE__)

// The reason given to chan_fail; 0 while c is open, if it was closed without
// one, and for NULL. Any thread.
#define csp_chan_error(c) csp__error((c), csp__here)

// chan_writers(c, n): n writers more, 1 or above, will call chan_retire(c) when
// they have sent their last value; the last one to do so closes c, as
// chan_close does. Count a writer before it starts. Closing or failing earlier
// is allowed, and each one still retires; one too many, or NULL, stops the
// program. Any thread.
#define csp_chan_writers(c, n) csp__writers((c), (n), __FILE__, __LINE__)
#define csp_chan_retire(c) csp__retire((c), __FILE__, __LINE__)

// chan_on_drop(c, fn): void fn(void *element) runs once for each element that
// nobody receives: those that a full buffer drops, that chan_fail drops, that
// a receive into NULL drops, that are left when the last reference goes. A
// value whose send fails stays the sender's. fn gets a copy, which is gone when
// it returns; it runs on the thread that drops, with no lock held, may use
// channels and must not suspend. To be called before the first send; NULL:
// none. Any thread.
#define csp_chan_on_drop(c, fn) csp__on_drop((c), (fn), csp__here)

// moved(p): p, and the statement that what it points to is given away, as in
// chan_send(c, moved(p)): to use the variable afterwards, before it is assigned
// again, is a warning (-Wcsp-moved). Any function.
#define csp_moved(x) ((void)(0 && csp__moved), (x))

// Values in the buffer now, and the capacity; 0 for NULL. Any thread.
#define csp_chan_len(c) csp__len((c), csp__here)
#define csp_chan_cap(c) csp__cap((c), csp__here)

// csp_chan_info(c): all that is known of a channel at this moment; zeros for
// NULL. Takes time for each that waits. Any thread.
#pragma pack(push, 16)
struct csp_chan_info {
    size_t length, capacity;   // values in the buffer, and how many fit
    size_t element;            // bytes of one
    size_t senders, receivers; // tasks and threads that wait, with selects
    bool closed;
    int error; // why, by chan_fail; 0 by chan_close
};
#pragma pack(pop)
#define csp_chan_info(c) csp__chan_info((c), csp__here)

// chan_after(ns): a channel on which, `ns` from now, the time is sent, and
// which is closed then: all who wait on it go on. chan_tick(ns): a channel on
// which the time is sent every `ns`; of ticks that nobody takes one is kept,
// the others are dropped. chan_close stops either, and nothing is sent
// afterwards. They are channels of int64_t, the caller's to release; NULL when
// memory is out. A period of 0 or below stops the program. Any thread.
#define csp_chan_after(ns) ((csp_chan(int64_t))csp__chan_after(ns))
#define csp_chan_tick(ns) ((csp_chan(int64_t))csp__chan_tick((ns), csp__here))

// csp_timer t = csp_timer_start(ns): a channel on which the time is sent once,
// `ns` from now. csp_timer_stop(t): it is not sent; nor is it still there, if
// it has been sent and not received. csp_timer_reset(t, ns): the same, and it
// is sent `ns` from now. Both tell whether it was still to be sent. Receive
// from it, and release it, as from any channel. Any thread.
typedef csp_chan(int64_t) csp_timer;
#define csp_timer_start(ns) ((csp_timer)csp__timer_start(ns))
#define csp_timer_stop(t) csp__timer_stop((t), csp__here)
#define csp_timer_reset(t, ns) csp__timer_reset((t), (ns), csp__here)

// == Select ==================================================================
// select { case_recv(c, &v): ... case_send(d, x): ... case_after(ns): ...
// default: ... } waits until one case can go on, does it and runs its
// statements; where several can, one is taken at random. Channels and values
// are evaluated once, in order, on entry. A NULL channel switches its case
// off. case_recv(c, &v, &ok) and case_send(c, x, &ok) tell whether a value
// moved: false, c is closed; a case_send without ok then stops the program.
// break, continue, goto and return mean what they mean in a switch; the
// cases stand directly in the braces. case_cancel(): is chosen when a scope has
// ended (see within); without it the select unwinds. Suspends; coroutines only.
// select_ordered takes the first in textual order that can go on; select_fair
// begins behind the one that it took last time.
#if defined __CSPCC__ && !defined __CSPCC_CHECK__
#define csp_select switch (csp__select)
#define csp_select_ordered switch (csp__select_ordered)
#define csp_select_fair switch (csp__select_fair)
#else // where nobody gives it its meaning: run, it says so and stops
#define csp_select_ordered csp_select
#define csp_select_fair csp_select
#ifdef __clang__
// For editors, and where cspcc lets clang look for what to warn of: as the one
// enumerator has its case, no way leads past the others, and what they all do
// is known behind.
#define csp_select                                                             \
    csp__quiet switch (csp__no_select(__FILE__, __LINE__)) if (0)              \
    {                                                                          \
    case csp__enumerator: __builtin_unreachable();                             \
    }                                                                          \
    else csp__loud
#else
#define csp_select switch (csp__no_select(__FILE__, __LINE__))
#endif
#endif
#define csp__case(c, m)                                                        \
    case c:                                                                    \
        csp__loud m;                                                           \
        goto csp__ready_##c;                                                   \
        csp__ready_##c
#define csp__case_(c, m) csp__case(c, m)
#define csp_case_recv(c, ...)                                                  \
    csp__quiet csp__case_(__COUNTER__, (void)csp_chan_recv(c, __VA_ARGS__))
#define csp_case_send(c, ...)                                                  \
    csp__quiet csp__case_(__COUNTER__,                                         \
                          (void)csp__offer((c), csp__offered(c, __VA_ARGS__)))
// A value and where the answer goes, if it is wanted.
#define csp__offering(c)                                                       \
    struct {                                                                   \
        csp__elem(c) csp_value;                                                \
        _Bool *csp_ok;                                                         \
    }
#define csp_case_after(ns)                                                     \
    csp__quiet csp__case_(__COUNTER__, (void)csp__after(ns))
#define csp_case_cancel()                                                      \
    csp__quiet csp__case_(__COUNTER__, (void)csp__cancel())

// select_set(set, n, how): the same over an array of n choices that is made
// while the program runs; gives the index of the one that happened, and with
// CSP_CHOOSE_DEFAULT n when none can go on now. `how` is a sum of enum
// csp_choose. The caller owns the array and keeps it in place until then; it
// may use it again as it is. n: 0 to INT_MAX; with 0 it waits for ever.
// Suspends; coroutines only.
enum csp_choose {
    CSP_CHOOSE_ANY = 0,     // one of those that can go on, at random
    CSP_CHOOSE_DEFAULT = 1, // never waits
    CSP_CHOOSE_ORDERED = 2, // the first in the array that can go on
    CSP_CHOOSE_FAIR = 4,    // begins behind the one that it took last time
};
// set[i] = choice_recv(c, &v);   receives into v, or NULL; set[i].ok then tells
// set[i] = choice_send(c, &v);   whether a value moved: false if c is closed;
// set[i] = choice_after(ns);     v is read when a send happens. A NULL channel
// switches its choice off. Any thread; they wait for nothing.
#pragma pack(push, 16) // the runtime knows nothing of -fpack-struct
struct csp_choice {
    unsigned char csp_kind;
    unsigned char ok; // of the one that happened
    unsigned char csp_bytes[2];
    uint32_t csp_index;
    union {
        void *chan;
        int64_t ns;
    } csp_on;
    void *csp_value;
    void *csp_words[4];
};
#pragma pack(pop)
#define csp_choice_recv(c, p) csp__choice_recv((c), csp__same(c, p))
#define csp_choice_send(c, p) csp__choice_send((c), csp__same(c, p))
struct csp_choice csp_choice_after(int64_t ns);
int csp_select_set(struct csp_choice set[], size_t n, int how);

// == What the forms expand to; not for use by name ===========================
extern const bool csp__moved;
extern char csp__static[];
extern const size_t csp__static_bytes;
extern const int csp__go, csp__par, csp__blocking;
extern const int csp__select, csp__select_ordered, csp__select_fair;
enum csp__one { csp__enumerator = -1 };
enum csp__one csp__no_select(const char *file, int line);
int csp__within(int64_t ns, int *why);
int csp__until(int64_t at, int *why);
int csp__shield(void);
int csp__group(int *why);
int csp__go_in(csp_group *group);
bool csp__cancel(void);
bool csp__send(void *chan, const void *value);
bool csp__recv(void *chan, void *value, bool *ok);
void *csp__get(void *chan);
void *csp__spawn(void);
bool csp__offer(void *chan, const void *value);
bool csp__after(int64_t ns);
struct csp_choice csp__choice_recv(void *chan, void *value);
struct csp_choice csp__choice_send(void *chan, void *value);
int csp__try_send(void *chan, const void *value, const char *file, int line);
int csp__try_recv(void *chan, void *value, const char *file, int line);
bool csp__send_thread(void *chan, const void *value, const char *file,
                      int line);
bool csp__recv_thread(void *chan, void *value, const char *file, int line);
// A handle of a task: gives it up, the task goes on; NULL is allowed, any
// thread. And waits for its end, on a thread that is not a worker.
void csp__task_drop(void *task, const char *file, int line);
void csp__task_cancel(void *task, const char *file, int line);
struct csp_state csp__state(void *task, const char *file, int line);
void csp__join_thread(void *task);
void *
csp__make(size_t element_bytes, int64_t capacity, const char *file, int line);
void *csp__make_drop(size_t element_bytes, int64_t capacity, const char *file,
                     int line);
void *csp__make_slide(size_t element_bytes, int64_t capacity, const char *file,
                      int line);
void *csp__chan_after(int64_t ns);
void *csp__chan_tick(int64_t ns, const char *file, int line);
void *csp__timer_start(int64_t ns);
bool csp__timer_stop(void *timer, const char *file, int line);
bool csp__timer_reset(void *timer, int64_t ns, const char *file, int line);
void *csp__retain(void *chan, const char *file, int line);
void csp__release(void *chan, const char *file, int line);
void csp__auto_release(void *variable); // a chan(T) *
void csp__close(void *chan, const char *file, int line);
void csp__fail(void *chan, int error, const char *file, int line);
int csp__error(void *chan, const char *file, int line);
void csp__writers(void *chan, int count, const char *file, int line);
void csp__retire(void *chan, const char *file, int line);
void csp__on_drop(void *chan, void (*destroy)(void *element), const char *file,
                  int line);
size_t csp__len(void *chan, const char *file, int line);
size_t csp__cap(void *chan, const char *file, int line);
struct csp_chan_info csp__chan_info(void *chan, const char *file, int line);

#ifdef __cplusplus
}
#include "csp/cxx.h"
#endif
#ifdef __CSPCC_TYPING__
#include "csp/typing.h"
#endif
#endif
// == Short names =============================================================
// Each #include of csp.h gives them, also behind <csp/names_off.h>.
#include "csp/names_on.h"
