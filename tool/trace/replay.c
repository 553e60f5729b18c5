// SPDX-License-Identifier: MIT
// replay.c: events become turns, waits and wakes.
//
// Owns tasks and channels. A trace begins somewhere in the life of a program,
// and the clocks of two workers need not agree to the nanosecond, so nothing is
// taken for granted: a task may run that was not seen to be born, or to be
// woken.
#include "trace/replay.h"

#include <inttypes.h>
#include <poll.h>
#include <string.h>

// -- tasks and channels ------------------------------------------------------

static struct task *new_task(struct replay *r, uint64_t address)
{
    struct task *task = r->free.count ? r->free.at[--r->free.count]
                                      : ARENA_NEW(r->arena, struct task);
    *task = (struct task){.address = address, .number = ++r->numbers};
    vec_push(r->arena, &r->all_tasks, task);
    task->place = &r->trace->unknown.head;
    task->since = r->now;
    map_put(r->arena, &r->tasks, address)->pointer = task;
    return task;
}

static struct task *task_at(struct replay *r, uint64_t address)
{
    const union map_value *found = map_get(&r->tasks, address);
    return found && found->pointer ? found->pointer : new_task(r, address);
}

static struct chan *chan_at(struct replay *r, uint64_t address)
{
    union map_value *found = map_put(r->arena, &r->chans, address);
    struct chan *chan = found->pointer;
    if (chan) return chan;
    found->pointer = chan = ARENA_NEW(r->arena, struct chan);
    vec_push(r->arena, &r->all_chans, chan);
    chan->address = address;
    chan->number = (unsigned)r->all_chans.count;
    return chan;
}

// Where it stands; the outermost frame is what it was begun as.
static void set_stack(struct replay *r, struct task *task, struct ring *ring,
                      uint32_t stack)
{
    const struct csp_trace_node *node = load_node(r->trace, ring, stack);
    task->ring = ring;
    task->stack = stack;
    task->place = load_leaf(r->trace, ring, stack);
    if (node) task->begun = load_place(r->trace, node->step, 0)->function;
}

static void set_doing(struct replay *r, struct task *task, enum doing doing)
{
    int64_t ns = r->now - task->since;
    switch (task->doing) {
    case DOING_NOTHING: break;
    case DOING_RUN:
        task->run += ns;
        if (ns > task->longest) task->longest = ns;
        break;
    case DOING_READY: task->ready += ns; break;
    case DOING_WAIT:
        task->waited += ns;
        if (task->chan) task->chan->waited += ns;
        break;
    }
    task->doing = doing;
    task->since = r->now;
}

// -- events ------------------------------------------------------------------

static struct lane *lane_of(struct replay *r, const struct ring *ring)
{
    return &r->lanes[ring - r->trace->rings];
}

static void end_turn(struct replay *r, struct lane *lane)
{
    if (!lane->running) return;
    lane->running = false;
    lane->turn.to = r->now;
    if (r->on.ran) r->on.ran(r, &lane->turn);
}

static void
turn(struct replay *r, struct ring *ring, const struct csp_trace_event *e)
{
    struct lane *lane = lane_of(r, ring);
    struct task *task = task_at(r, e->what);
    end_turn(r, lane);
    if (task->doing == DOING_WAIT && r->on.woken)
        r->on.woken(r, task, NULL, CSP_TRACE_BY_TASK);
    set_doing(r, task, DOING_RUN);
    set_stack(r, task, ring, e->value);
    task->turns++;
    task->chan = NULL;
    task->woken = false;
    lane->task = task;
    lane->running = true;
    lane->turn = (struct turn){.worker = (unsigned)(ring - r->trace->rings),
                               .task = task,
                               .place = task->place,
                               .ring = ring,
                               .stack = e->value,
                               .from = r->now};
    if (r->on.begun) r->on.begun(r, &lane->turn, e->more);
}

static bool is_on_channel(unsigned wait)
{
    return wait == CSP_TRACE_SEND || wait == CSP_TRACE_RECV ||
           wait == CSP_TRACE_LOCK;
}

static void
waits(struct replay *r, struct ring *ring, const struct csp_trace_event *e)
{
    struct lane *lane = lane_of(r, ring);
    struct task *task = lane->task;
    if (!lane->running) return;
    end_turn(r, lane);
    set_doing(r, task, DOING_WAIT);
    set_stack(r, task, ring, e->value);
    task->waits++;
    task->why = e->more > CSP_TRACE_OTHER ? CSP_TRACE_OTHER
                                          : (enum csp_trace_wait)e->more;
    task->on = e->what;
    if (is_on_channel(e->more) && e->what) {
        task->chan = chan_at(r, e->what);
        task->chan->waits++;
        if (e->more == CSP_TRACE_SEND) task->chan->full++;
        if (*task->place->text) task->chan->name = task->place->text;
    }
    if (!task->woken) return;
    if (r->on.woken) r->on.woken(r, task, NULL, CSP_TRACE_BY_TASK);
    set_doing(r, task, DOING_READY);
}

static void
yields(struct replay *r, struct ring *ring, const struct csp_trace_event *e)
{
    struct lane *lane = lane_of(r, ring);
    if (!lane->running) return;
    end_turn(r, lane);
    set_doing(r, lane->task, DOING_READY);
    set_stack(r, lane->task, ring, e->value);
    lane->task->waker = 0;
    if (!*lane->task->place->text) lane->task->yields++;
}

// The address may be another task's from now on.
static void ends(struct replay *r, struct ring *ring)
{
    struct lane *lane = lane_of(r, ring);
    if (!lane->running) return;
    end_turn(r, lane);
    set_doing(r, lane->task, DOING_NOTHING);
    union map_value *here = map_get(&r->tasks, lane->task->address);
    if (here && here->pointer == lane->task) here->pointer = NULL;
}

static void
born(struct replay *r, struct ring *ring, const struct csp_trace_event *e)
{
    struct lane *lane = lane_of(r, ring);
    struct task *task = new_task(r, e->what);
    set_doing(r, task, DOING_READY);
    set_stack(r, task, ring, e->value);
    struct task *parent = lane->running ? lane->task : NULL;
    task->parent = task->waker = parent ? parent->number : 0;
    if (r->on.born) r->on.born(r, task, parent);
}

// What is woken behind the end of a turn, by that end.
static void
wakes(struct replay *r, struct ring *ring, const struct csp_trace_event *e)
{
    struct task *task = task_at(r, e->what);
    enum csp_trace_waker how = (enum csp_trace_waker)e->more;
    struct lane *lane = lane_of(r, ring);
    struct task *by = how == CSP_TRACE_BY_TASK ? lane->task : NULL;
    task->waker = by ? by->number : 0;
    if (by) by->wakes++;
    task->woken = task->doing == DOING_RUN;
    if (task->woken) return;
    if (r->on.woken) r->on.woken(r, task, by, how);
    set_doing(r, task, DOING_READY);
}

static void
operates(struct replay *r, struct ring *ring, const struct csp_trace_event *e)
{
    struct chan *chan = chan_at(r, e->what);
    enum csp_trace_op op = (enum csp_trace_op)(e->more & 3);
    if (replay_operations(chan) == 0) chan->first = op;
    if (op == CSP_TRACE_OP_SELECT) {
        chan->selects++;
    } else {
        chan->length = e->value;
        chan->capacity = e->more >> 2;
        if (chan->length > chan->most) chan->most = chan->length;
        if (op == CSP_TRACE_OP_SEND)
            chan->sends++;
        else
            chan->receives++;
    }
    if (r->on.operation) r->on.operation(r, lane_of(r, ring)->task, chan, op);
}

static void end_mark(struct replay *r, struct ring *ring)
{
    struct lane *lane = lane_of(r, ring);
    if (r->on.mark)
        r->on.mark(r, (unsigned)(ring - r->trace->rings),
                   lane->running ? lane->task : NULL, lane->mark.at);
}

static void
marks(struct replay *r, struct ring *ring, const struct csp_trace_event *e)
{
    struct lane *lane = lane_of(r, ring);
    lane->mark.arena = r->arena;
    lane->mark.count = 0; // its room stays
    text_puts(&lane->mark, "");
    lane->mark_left = e->value;
    if (lane->mark_left == 0) end_mark(r, ring);
}

// Of a mark whose beginning was overwritten nothing is left to come.
static void
adds_text(struct replay *r, struct ring *ring, const struct csp_trace_event *e)
{
    struct lane *lane = lane_of(r, ring);
    char bytes[16];
    uint32_t n = lane->mark_left < 16 ? lane->mark_left : 16;
    if (n == 0) return;
    memcpy(bytes, &e->what, 8);
    memcpy(bytes + 8, &e->value, 4);
    memcpy(bytes + 12, &e->more, 4);
    text_add(&lane->mark, bytes, n);
    lane->mark_left -= n;
    if (lane->mark_left == 0) end_mark(r, ring);
}

static void goes_on(struct replay *r, uint64_t clock)
{
    if ((int64_t)clock > r->clock) r->clock = (int64_t)clock;
}

static void
apply(struct replay *r, struct ring *ring, const struct csp_trace_event *e)
{
    enum csp_trace_kind kind = (enum csp_trace_kind)(e->when & 0xff);
    r->when = e->when >> 8;
    if (kind == CSP_TRACE_CLOCK) goes_on(r, e->what);
    r->now = load_is_virtual(r->trace) ? r->clock : (int64_t)r->when;
    if (r->events++ == 0) r->began = r->now;
    switch (kind) {
    case CSP_TRACE_TURN: turn(r, ring, e); break;
    case CSP_TRACE_WAIT: waits(r, ring, e); break;
    case CSP_TRACE_YIELD: yields(r, ring, e); break;
    case CSP_TRACE_END: ends(r, ring); break;
    case CSP_TRACE_BORN: born(r, ring, e); break;
    case CSP_TRACE_WAKE: wakes(r, ring, e); break;
    case CSP_TRACE_CHAN: operates(r, ring, e); break;
    case CSP_TRACE_FDS:
        if (r->on.descriptors) r->on.descriptors(r, e->value);
        break;
    case CSP_TRACE_MARK: marks(r, ring, e); break;
    case CSP_TRACE_TEXT: adds_text(r, ring, e); break;
    case CSP_TRACE_CLOCK:
    case CSP_TRACE_NONE: break;
    }
}

void replay_forget(struct replay *r)
{
    size_t kept = 0;
    for (uint32_t i = 0; i < r->trace->head.rings; i++)
        if (r->lanes[i].task && r->lanes[i].task->doing == DOING_NOTHING)
            r->lanes[i].task = NULL;
    for (size_t i = 0; i < r->all_tasks.count; i++) {
        struct task *task = r->all_tasks.at[i];
        if (task->doing == DOING_NOTHING)
            vec_push(r->arena, &r->free, task);
        else
            r->all_tasks.at[kept++] = task;
    }
    r->all_tasks.count = kept;
}

// -- the order ---------------------------------------------------------------

static const struct csp_trace_event *
event_at(const struct replay *r, const struct ring *ring)
{
    return &ring->events[ring->next % r->trace->head.events];
}

static uint64_t time_of(const struct replay *r, const struct ring *ring)
{
    return ring->next < ring->end ? event_at(r, ring)->when >> 8 : UINT64_MAX;
}

// What is there to be read. What was overwritten is lost, and of what a program
// that runs is about to overwrite some is left unread, so that it stays ahead.
static void look_at(struct replay *r, struct ring *ring)
{
    uint64_t events = r->trace->head.events;
    ring->end = __atomic_load_n(&ring->head->written, __ATOMIC_ACQUIRE);
    if (ring->end < ring->next) ring->end = ring->next; // damaged
    if (ring->end - ring->next < events) return;
    uint64_t kept = r->live ? events / 2 : events - 1;
    ring->lost += ring->end - kept - ring->next;
    r->lost += ring->end - kept - ring->next;
    ring->next = ring->end - kept;
}

// Have the events that come next been overwritten since look_at?
static bool is_late(const struct replay *r, const struct ring *ring)
{
    uint64_t written = __atomic_load_n(&ring->head->written, __ATOMIC_ACQUIRE);
    return written - ring->next >= r->trace->head.events;
}

static void sift(struct replay *r, struct ring **heap, size_t n, size_t at)
{
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n &&
            time_of(r, heap[child + 1]) < time_of(r, heap[child]))
            child++;
        if (time_of(r, heap[at]) <= time_of(r, heap[child])) return;
        struct ring *moved = heap[at];
        heap[at] = heap[child];
        heap[child] = moved;
    }
}

void replay_run(struct replay *r, uint64_t until)
{
    uint32_t n = r->trace->head.rings;
    struct ring *heap[1025];
    if (n > sizeof heap / sizeof *heap) n = sizeof heap / sizeof *heap;
    for (uint32_t i = 0; i < n; i++) {
        heap[i] = &r->trace->rings[i];
        look_at(r, heap[i]);
    }
    for (size_t i = n / 2; i-- > 0;)
        sift(r, heap, n, i);
    for (uint64_t when; (when = time_of(r, heap[0])) <= until;) {
        if (when == UINT64_MAX) return;
        struct csp_trace_event e = *event_at(r, heap[0]);
        if (is_late(r, heap[0])) {
            r->live = true;
            look_at(r, heap[0]);
        } else {
            heap[0]->next++;
            apply(r, heap[0], &e);
        }
        sift(r, heap, n, 0);
    }
}

void replay_init(struct replay *r, struct trace *trace, struct listener on)
{
    *r = (struct replay){.trace = trace, .on = on, .arena = trace->arena};
    r->lanes = arena_alloc(r->arena, trace->head.rings * sizeof *r->lanes);
    for (uint32_t i = 0; i < trace->head.rings; i++)
        trace->rings[i].next = trace->rings[i].lost = 0;
}

// -- for people --------------------------------------------------------------

const char *replay_place_text(struct arena *arena, const struct place *place)
{
    const struct function *f = place->function;
    if (!*f->file) return f->name;
    return arena_printf(arena, "%s at %s:%u", f->name, f->file, place->line);
}

unsigned long replay_operations(const struct chan *chan)
{
    return chan->sends + chan->receives + chan->selects;
}

bool replay_is_lock(const struct chan *chan)
{
    return chan->first == CSP_TRACE_OP_LOCK;
}

const char *
replay_room_text(struct arena *arena, const struct chan *chan, uint64_t count)
{
    if (replay_is_lock(chan) || !chan->capacity) return "-";
    return arena_printf(arena, "%" PRIu64 "/%" PRIu64, count, chan->capacity);
}

const char *replay_chan_text(struct arena *arena, const struct chan *chan)
{
    if (chan->name) return chan->name;
    return arena_printf(arena, "0x%llx", (unsigned long long)chan->address);
}

static const char *descriptor_text(struct arena *arena, uint64_t on)
{
    short events = (short)(on & 7);
    return arena_printf(arena, "fd %llu%s", (unsigned long long)(on >> 3),
                        events == 0           ? "'s turn"
                        : !(events & POLLIN)  ? " writable"
                        : !(events & POLLOUT) ? " readable"
                                              : " ready");
}

const char *replay_wait_text(struct arena *arena, const struct task *task)
{
    static const char *const words[] = {
        [CSP_TRACE_SEND] = "send",   [CSP_TRACE_RECV] = "receive",
        [CSP_TRACE_LOCK] = "lock",   [CSP_TRACE_SELECT] = "select",
        [CSP_TRACE_SLEEP] = "sleep", [CSP_TRACE_BLOCKING] = "blocking",
        [CSP_TRACE_PAR] = "par",     [CSP_TRACE_JOIN] = "join",
        [CSP_TRACE_GROUP] = "group", [CSP_TRACE_OTHER] = "wait",
    };
    if (task->why == CSP_TRACE_FD) return descriptor_text(arena, task->on);
    const char *what = task->place->text;
    if (!*what) return words[task->why];
    return arena_printf(arena, "%s %s", words[task->why], what);
}
