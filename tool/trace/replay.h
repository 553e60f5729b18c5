// SPDX-License-Identifier: MIT
// replay.h: the events of a trace in the order of their times, as what tasks
// do. Whoever wants to know of it is called: report.c, perfetto.c, folded.c,
// and csp-top.
#ifndef CSP_TRACE_REPLAY_H
#define CSP_TRACE_REPLAY_H

#include "trace/load.h"

enum doing { DOING_NOTHING, DOING_RUN, DOING_READY, DOING_WAIT };

struct task {
    uint64_t address;
    unsigned number;         // from 1 on, as they appear
    struct function *begun;  // as what; NULL: nobody knows
    unsigned parent;         // who started it, 0: nobody knows
    enum doing doing;        // and since when:
    int64_t since;           //
    struct place *place;     // where it goes on, or waits
    struct ring *ring;       // in which ..
    uint32_t stack;          // .. its stack is this node
    enum csp_trace_wait why; // of DOING_WAIT
    uint64_t on;             // .. and what it waits on
    struct chan *chan;       // .. if that is a channel, or a lock
    bool woken;              // before it was seen to wait
    unsigned waker;          // who woke it last, 0: nobody knows
    unsigned arrow;          // .. of perfetto.c; 0: none
    unsigned long turns, waits, wakes;
    unsigned long yields; // by yield, not because its operations are used up
    int64_t run, ready, waited, longest; // turn
};

struct chan {
    uint64_t address;
    unsigned number;
    const char *name; // as it is called where somebody waits for it; or NULL
    enum csp_trace_op first;
    unsigned long sends, receives, selects, waits;
    unsigned long full; // of those, to send
    uint64_t length, most, capacity;
    int64_t waited; // all who waited for it together
};

struct replay;
struct turn {
    unsigned worker;
    struct task *task;
    struct place *place; // where it began
    struct ring *ring;
    uint32_t stack;
    int64_t from, to;
};

// Any of them may be NULL. Of a wait, and of a wake, the task still says all
// about it.
struct listener {
    void *own;
    void (*born)(struct replay *r, struct task *task, struct task *by);
    void (*begun)(struct replay *r, const struct turn *turn, unsigned queued);
    void (*ran)(struct replay *r, const struct turn *turn);
    void (*woken)(struct replay *r, struct task *task, struct task *by,
                  enum csp_trace_waker how);
    void (*operation)(struct replay *r, struct task *task, struct chan *chan,
                      enum csp_trace_op op);
    void (*descriptors)(struct replay *r, unsigned count);
    void (*mark)(struct replay *r, unsigned worker, struct task *task,
                 const char *text);
};

struct lane { // of one ring
    struct turn turn;
    struct task *task; // whose turn it is, or was last
    bool running;
    struct text mark;
    uint32_t mark_left;
};

struct replay {
    struct trace *trace;
    struct listener on;
    struct lane *lanes;
    struct map tasks, chans; // by address
    VEC(struct chan *) all_chans;
    VEC(struct task *) all_tasks;
    VEC(struct task *) free;
    unsigned numbers; // of tasks, given
    struct arena *arena;
    bool live;     // the program writes meanwhile, and fast
    uint64_t when; // of the event, in real time
    int64_t now;   // .. and in the time that the program lives by
    int64_t clock; // virtual time
    int64_t began; // of the first event
    unsigned long events;
    uint64_t lost;
};

void replay_init(struct replay *r, struct trace *trace, struct listener on);

// All that is there now, but for what is later than that: nanoseconds since the
// program began to write.
void replay_run(struct replay *r, uint64_t until);

// Forgets the tasks that have ended, for who looks on for long.
void replay_forget(struct replay *r);

// All that was done on a channel.
unsigned long replay_operations(const struct chan *chan);
bool replay_is_lock(const struct chan *chan);
// "3/8": so many of its room; "-" where there is none. The caller's arena, as
// all below.
const char *
replay_room_text(struct arena *arena, const struct chan *chan, uint64_t count);
// "receive in" and its kin.
const char *replay_wait_text(struct arena *arena, const struct task *task);
const char *replay_chan_text(struct arena *arena, const struct chan *chan);
const char *replay_place_text(struct arena *arena, const struct place *place);

// -- rank.c: tasks and channels in an order ----------------------------------
struct ranks {
    struct rank {
        int64_t weight;
        unsigned number;
        void *what;
    } *at;
    size_t count, room;
};
void rank_add(struct arena *arena, struct ranks *ranks, int64_t weight,
              unsigned number, void *what);
// By weight, large first; then by number, small first.
void rank_sort(struct ranks *ranks);

#endif
