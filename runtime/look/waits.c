// SPDX-License-Identifier: MIT
// waits.c: what a task waits on, by its state: waits_on of a struct stack leads
// there. Owns nothing; all is read by peek.
#include "look/waits.h"

#include "base/public.h"
#include <csp_sync.h>

#include "base/peek.h"
#include "io/fd.h"
#include "io/peer.h"
#include "look/around.h"
#include "look/out.h"
#include "look/stack.h"
#include "look/value.h"
#include "run/birth.h"
#include "run/clock.h"
#include "run/registry.h"
#include "run/rt.h"
#include "sync/chan.h"
#include "sync/claim.h"
#include "sync/group.h"
#include "sync/holder.h"
#include "sync/par.h"

enum { QUEUE_MOST = 1000000, CASES_MOST = 64 };

static bool is_on_channel(const struct stack *stack)
{
    return stack->state == TASK_SEND || stack->state == TASK_RECV;
}

void cspi_waits_short(struct out *out, const struct stack *stack)
{
    static const char *const states[] = {"'s turn", " readable", NULL,
                                         NULL,      " writable", " ready"};
    struct chan chan;
    if (stack->state == TASK_LOST) cspi_out(out, " (released by another)");
    if (!is_on_channel(stack)) return;
    if (!stack->waits_on) {
        cspi_out(out, " (NULL channel)");
        return;
    }
    if (!cspi_peek(&chan, stack->waits_on, sizeof chan) ||
        chan.mode != CHAN_FD) {
        cspi_out(out, " (channel %p)", stack->waits_on);
        return;
    }
    int events, fd = cspi_fd_of_gate(&chan, &events);
    bool known = events >= 0 && events < 6 && states[events];
    char ends[PEER_BYTES];
    cspi_peer_ends(fd, events == POLL_WRITE ? "->" : "<-", ends, sizeof ends);
    cspi_out(out, *ends ? " (fd %d (%s)%s)" : " (fd %d%s%s)", fd, ends,
             known ? states[events] : "");
}

static void put_where(struct out *out, const struct stack *stack)
{
    if (!stack->count) return;
    struct place at = cspi_registry_place(&stack->frame[cspi_stack_own(stack)]);
    if (at.name) cspi_out(out, ", in %s at %s:%u", at.name, at.file, at.line);
}

// -- channels ----------------------------------------------------------------

// Who waits in a queue: tasks and threads.
static unsigned count(const struct queue *queue, unsigned *threads)
{
    struct waiter waiter, *at = queue->first;
    unsigned n = 0;
    *threads = 0;
    while (n < QUEUE_MOST && at && cspi_peek(&waiter, at, sizeof(void *) * 2)) {
        n++;
        *threads += (waiter.who & WAITER_KIND) == WAITER_THREAD;
        if (at == waiter.next) break;
        at = waiter.next;
    }
    return n;
}

static void
put_queue(struct out *out, const struct queue *queue, const char *what)
{
    unsigned threads, n = count(queue, &threads);
    if (n) cspi_out(out, ", %u %s to %s", n, n > 1 ? "wait" : "waits", what);
    if (threads) cspi_out(out, " (%u of them threads)", threads);
}

// The variable that leads to it, in the innermost frame that has one.
static const struct csp_field *
variable_in(const struct stack *stack, const struct chan *chan)
{
    for (unsigned i = 0; i < stack->count; i++) {
        const struct csp_descriptor *c =
            cspi_registry_of_step(stack->frame[i].step);
        const struct csp_field *field =
            c ? cspi_value_of_chan(c, &stack->frame[i], stack->where[i], chan)
              : NULL;
        if (field) return field;
    }
    return NULL;
}

// The same, or one of the task around it: a branch of a par uses its parent's.
static const struct csp_field *
variable_of(const struct stack *stack, const struct chan *chan)
{
    static CSPI_COPIES struct stack outer; // one thread at a time
    const char *what;
    const struct csp_field *field = variable_in(stack, chan);
    if (field) return field;
    const struct task *parent = cspi_around_parent(stack, &what);
    return parent && cspi_stack_read(&outer, parent) ? variable_in(&outer, chan)
                                                     : NULL;
}

static void put_kind(struct out *out, const struct stack *stack, const void *at,
                     const struct chan *chan)
{
    const struct csp_field *field = variable_of(stack, at);
    switch ((enum chan_mode)chan->mode) {
    case CHAN_MUTEX: cspi_out(out, "a mutex"); return;
    case CHAN_GATE: cspi_out(out, "a lock or event"); return;
    case CHAN_FD: cspi_out(out, "a descriptor"); return;
    case CHAN_PROMISE: cspi_out(out, "a promise"); return;
    case CHAN_TIMED: cspi_out(out, "a timer, "); break;
    case CHAN_BLOCK:
    case CHAN_DROP:
    case CHAN_SLIDE: break;
    }
    if (field)
        cspi_out(out, "%s", field->type);
    else
        cspi_out(out, "a channel of %u bytes each", chan->elem_bytes);
    cspi_out(out, ", %zu of %zu in it", chan->count, chan->capacity);
}

static bool is_still(const struct holder *holder)
{
    const struct birth *birth = cspi_birth_of(holder->task);
    return birth && (unsigned)birth->number == holder->number;
}

static void put_holder(struct out *out, struct holder holder)
{
    static CSPI_COPIES struct stack stack; // one thread at a time
    if (holder.is == HOLDER_UNKNOWN) return;
    if (holder.is == HOLDER_THREAD) {
        cspi_out(out, ", held by a thread");
    } else if (is_still(&holder) && cspi_stack_read(&stack, holder.task)) {
        cspi_out(out, ", held by task %p (number %u)",
                 (const void *)cspi_task_root_of(holder.task), holder.number);
        put_where(out, &stack);
    } else {
        cspi_out(out, ", held by task number %u, which has ended",
                 holder.number);
    }
}

static struct holder writer_of(const csp_rwlock *lock)
{
    struct holder holder = {.number = lock->csp_line.csp_holder};
    const struct birth *birth = cspi_birth_numbered(holder.number);
    if (holder.number == (unsigned)CSP__HOLDER_THREAD)
        holder.is = HOLDER_THREAD;
    else if (holder.number != CSP__HOLDER_UNKNOWN)
        holder.is = HOLDER_TASK;
    if (birth) holder.task = birth->task;
    return holder;
}

// Who waits for one does so in a function of the library, by an event of its
// own. False: the task waits for none.
static bool put_rwlock(struct out *out, const struct stack *stack)
{
    const void *at = NULL;
    csp_rwlock lock;
    for (unsigned i = 0; !at && i < cspi_stack_own(stack); i++)
        at = cspi_value_of_type(cspi_registry_of_step(stack->frame[i].step),
                                &stack->frame[i], stack->where[i],
                                "csp_rwlock *");
    if (!at || !cspi_peek(&lock, at, sizeof lock)) return false;
    cspi_out(out, "a csp_rwlock that ");
    if (lock.csp_holders < 0)
        cspi_out(out, "one writes");
    else
        cspi_out(out, "%lld read%s", (long long)lock.csp_holders,
                 lock.csp_holders == 1 ? "s" : "");
    if (lock.csp_holders < 0) put_holder(out, writer_of(&lock));
    return true;
}

static void
put_channel(struct out *out, const struct stack *stack, const void *at)
{
    struct chan chan;
    if (!at) {
        cspi_out(out, "a NULL channel, on which nothing ever happens");
        return;
    }
    if (!cspi_peek(&chan, at, sizeof chan)) {
        cspi_out(out, "channel %p, which cannot be read", at);
        return;
    }
    if (chan.mode == CHAN_GATE && put_rwlock(out, stack)) return;
    put_kind(out, stack, at, &chan);
    if (chan.closed) cspi_out(out, ", closed");
    put_holder(out, cspi_holder_of(&chan));
    put_queue(out, &chan.receivers, chan.mode >= CHAN_FD ? "pass" : "receive");
    put_queue(out, &chan.senders, "send");
}

// -- the others --------------------------------------------------------------

static void put_time(struct out *out, const struct timer *timer)
{
    struct timer copy;
    if (!cspi_peek(&copy, timer, sizeof copy)) return;
    int64_t left = copy.deadline - cspi_clock_now();
    if (copy.deadline == CSPI_NEVER)
        cspi_out(out, "for ever");
    else
        cspi_out(out, "%lld ms more", left > 0 ? (long long)left / 1000000 : 0);
}

static void put_case(struct out *out, const struct stack *stack,
                     const struct csp_case *at, unsigned number)
{
    struct csp_case copy;
    if (!cspi_peek(&copy, at, sizeof copy)) return;
    cspi_out(out, "case %u: ", number);
    if (copy.kind == CSP_CASE_AFTER) {
        put_time(out, cspi_case_timer((struct csp_case *)(uintptr_t)at));
        return;
    }
    const struct csp_field *field = variable_of(stack, copy.on.chan);
    cspi_out(out, "%s %s", copy.kind == CSP_CASE_SEND ? "send" : "receive",
             field ? field->name : "");
    cspi_out(out, field ? ", " : "from ");
    put_channel(out, stack, copy.on.chan);
}

static void
put_select(struct out *out, const char *indent, const struct stack *stack)
{
    const struct csp_case *cases = stack->waits_on;
    struct csp_case first;
    if (!cases || !cspi_peek(&first, cases, sizeof first)) return;
    unsigned n = first.csp_flags & CASE_FIRST ? first.csp_index : 1;
    for (unsigned i = 0; i < n && i < CASES_MOST; i++) {
        cspi_out(out, "%s", indent);
        put_case(out, stack, &cases[i], i + 1);
        cspi_out_byte(out, '\n');
    }
    if (n > CASES_MOST)
        cspi_out(out, "%sand %u more\n", indent, n - CASES_MOST);
}

static void put_other(struct out *out, const struct csp_frame *root)
{
    static CSPI_COPIES struct stack other; // one thread at a time
    cspi_out(out, "waits for task %p", (const void *)root);
    if (!root || !cspi_stack_read(&other, (const struct task *)root - 1) ||
        !other.count)
        return;
    const struct csp_descriptor *begun =
        cspi_registry_of_step(other.frame[cspi_stack_begun(&other)].step);
    if (begun) cspi_out(out, ", begun as %s", begun->name);
    put_where(out, &other);
}

static void put_brood(struct out *out, const struct brood *at, const char *what)
{
    struct brood brood;
    if (!at || !cspi_peek(&brood, at, sizeof brood)) return;
    size_t n = atomic_load_explicit(&brood.running, memory_order_relaxed);
    cspi_out(out, "waits for %zu %s", n, what);
}

void cspi_waits_long(struct out *out, const char *indent,
                     const struct stack *stack)
{
    if (stack->state == TASK_SELECT) put_select(out, indent, stack);
    if (stack->state < TASK_SEND || stack->state == TASK_SELECT ||
        stack->state == TASK_BLOCKING || stack->state == TASK_LOST ||
        !stack->waits_on)
        return;
    cspi_out(out, "%s", indent);
    switch (stack->state) {
    case TASK_SEND:
    case TASK_RECV:
        cspi_out(out, "waits on ");
        put_channel(out, stack, stack->waits_on);
        break;
    case TASK_SLEEP: put_time(out, stack->waits_on); break;
    case TASK_JOIN: put_other(out, stack->waits_on); break;
    case TASK_PAR: put_brood(out, stack->waits_on, "branches"); break;
    case TASK_GROUP: put_brood(out, stack->waits_on, "children"); break;
    case TASK_FREE:
    case TASK_NEW:
    case TASK_READY:
    case TASK_SELECT:
    case TASK_BLOCKING:
    case TASK_LOST: break;
    }
    cspi_out_byte(out, '\n');
}
