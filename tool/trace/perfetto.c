// SPDX-License-Identifier: MIT
// perfetto.c: a trace as Chrome's JSON: a process whose threads are the
// workers, with their turns; one whose threads are the tasks, with their turns
// and waits; arrows from who wakes to who is woken; counters.
//
// Channels are named where somebody waits for them, which may come late: a
// first replay finds the names.
#include "trace/report.h"

#include <inttypes.h>
#include <string.h>

enum { WORKERS = 1, TASKS = 2 }; // processes

struct writer {
    FILE *out;
    bool begun; // an event has been written
    unsigned arrows;
    VEC(struct chan *) names; // by number - 1
    VEC(unsigned) queued;     // told last, by worker
};

// Bytes of the character there, as UTF-8; 0: it is none.
static int character(const unsigned char *at)
{
    int n = at[0] < 0x80 ? 1 : at[0] < 0xc2 ? 0 : at[0] < 0xe0 ? 2 : 3;
    if (at[0] >= 0xf0) n = at[0] < 0xf5 ? 4 : 0;
    for (int i = 1; i < n; i++)
        if ((at[i] & 0xc0) != 0x80) return 0;
    return n;
}

// A text that was cut within a character ends in a question mark.
static void write_string(FILE *out, const char *text)
{
    const unsigned char *c = (const unsigned char *)text;
    fputc('"', out);
    for (int n; *c; c += n ? n : 1) {
        n = character(c);
        if (*c == '"' || *c == '\\')
            fprintf(out, "\\%c", *c);
        else if (*c < ' ')
            fprintf(out, "\\u%04x", *c);
        else if (n)
            fwrite(c, 1, (size_t)n, out);
        else
            fputc('?', out);
    }
    fputc('"', out);
}

// Up to its name; the caller writes args and closes it by end.
static FILE *begin(struct writer *w, const char *ph, int process,
                   unsigned thread, int64_t at, const char *name)
{
    fprintf(w->out,
            "%s\n{\"ph\":\"%s\",\"pid\":%d,\"tid\":%u,\"ts\":%" PRId64
            ".%03d,\"name\":",
            w->begun ? "," : "", ph, process, thread, at / 1000,
            (int)(at % 1000));
    w->begun = true;
    write_string(w->out, name);
    return w->out;
}

static void write_duration(FILE *out, int64_t ns)
{
    fprintf(out, ",\"dur\":%" PRId64 ".%03d", ns / 1000, (int)(ns % 1000));
}

static void
write_place(struct replay *r, const char *key, const struct place *place)
{
    struct writer *w = r->on.own;
    const struct function *f = place->function;
    fprintf(w->out, "\"%s\":", key);
    write_string(
        w->out, *f->file ? arena_printf(r->arena, "%s:%u", f->file, place->line)
                         : f->name);
}

static void
name_thread(struct writer *w, int process, unsigned thread, const char *name)
{
    FILE *out = begin(w, "M", process, thread, 0,
                      thread ? "thread_name" : "process_name");
    fputs(",\"args\":{\"name\":", out);
    write_string(out, name);
    fputs("}}", out);
}

static const char *task_name(const struct replay *r, const struct task *task)
{
    const char *name = task->begun ? task->begun->shown : "task";
    return arena_printf(r->arena, "%s #%u", name, task->number);
}

static void
count(struct replay *r, const char *name, const char *what, uint64_t value)
{
    struct writer *w = r->on.own;
    FILE *out = begin(w, "C", WORKERS, 0, r->now, name);
    fprintf(out, ",\"args\":{\"%s\":%" PRIu64 "}}", what, value);
}

static void arrow(struct writer *w, const char *ph, const struct task *task,
                  int64_t at, unsigned number)
{
    // By the end of its turn, which is over: from there.
    if (*ph == 's' && task->doing != DOING_RUN) at = task->since;
    FILE *out = begin(w, ph, TASKS, task->number, at, "wakes");
    fprintf(out, ",\"cat\":\"wake\",\"id\":%u%s}", number,
            *ph == 'f' ? ",\"bp\":\"e\"" : "");
}

// -- what happens ------------------------------------------------------------

static void
count_queue(struct replay *r, const struct turn *turn, unsigned queued)
{
    struct writer *w = r->on.own;
    unsigned *told = &w->queued.at[turn->worker];
    if ((*told ^ queued) & 0xffff)
        count(r, arena_printf(r->arena, "queue of worker %u", turn->worker),
              "tasks", queued & 0xffff);
    if (w->queued.at[r->trace->head.rings] != queued >> 16)
        count(r, "queue of all workers", "tasks", queued >> 16);
    w->queued.at[r->trace->head.rings] = queued >> 16;
    *told = queued;
}

static void begun(struct replay *r, const struct turn *turn, unsigned queued)
{
    struct writer *w = r->on.own;
    struct task *task = turn->task;
    count_queue(r, turn, queued);
    if (task->arrow) arrow(w, "f", task, r->now, task->arrow);
    task->arrow = 0;
}

static void ran(struct replay *r, const struct turn *turn)
{
    struct writer *w = r->on.own;
    const char *name = turn->place->function->shown;
    int64_t ns = turn->to - turn->from;
    FILE *out = begin(w, "X", WORKERS, turn->worker + 1, turn->from, name);
    write_duration(out, ns);
    fprintf(out, ",\"args\":{\"task\":");
    write_string(out, task_name(r, turn->task));
    fputc(',', out);
    write_place(r, "from", turn->place);
    fputs("}}", out);
    out = begin(w, "X", TASKS, turn->task->number, turn->from, name);
    write_duration(out, ns);
    fprintf(out, ",\"args\":{\"worker\":%u,", turn->worker);
    write_place(r, "from", turn->place);
    fputs("}}", out);
}

static void
write_wait(struct replay *r, const struct task *task, const struct task *by)
{
    struct writer *w = r->on.own;
    FILE *out = begin(w, "X", TASKS, task->number, task->since,
                      replay_wait_text(r->arena, task));
    write_duration(out, r->now - task->since);
    fputs(",\"args\":{", out);
    write_place(r, "at", task->place);
    if (task->on) fprintf(out, ",\"on\":\"0x%" PRIx64 "\"", task->on);
    if (by) {
        fputs(",\"ended by\":", out);
        write_string(out, task_name(r, by));
    }
    fputs("}}", out);
}

static void woken(struct replay *r, struct task *task, struct task *by,
                  enum csp_trace_waker how)
{
    struct writer *w = r->on.own;
    (void)how;
    if (task->doing == DOING_WAIT) write_wait(r, task, by);
    if (!by) return;
    task->arrow = ++w->arrows;
    arrow(w, "s", by, r->now, task->arrow);
}

static void born(struct replay *r, struct task *task, struct task *by)
{
    struct writer *w = r->on.own;
    if (!by) return;
    task->arrow = ++w->arrows;
    arrow(w, "s", by, r->now, task->arrow);
}

static void operation(struct replay *r, struct task *task, struct chan *chan,
                      enum csp_trace_op op)
{
    struct writer *w = r->on.own;
    (void)task;
    if (op > CSP_TRACE_OP_RECV) return;
    const struct chan *named = w->names.at[chan->number - 1];
    count(r,
          arena_printf(r->arena, "channel %s (%u)",
                       named->name ? named->name : "", chan->number),
          "length", chan->length);
}

static void descriptors(struct replay *r, unsigned number)
{
    count(r, "descriptors", "waited for", number);
}

static void
mark(struct replay *r, unsigned worker, struct task *task, const char *text)
{
    struct writer *w = r->on.own;
    FILE *out = task ? begin(w, "i", TASKS, task->number, r->now, text)
                     : begin(w, "i", WORKERS, worker + 1, r->now, text);
    fputs(",\"s\":\"p\"}", out);
}

// -- the whole ---------------------------------------------------------------

static void name_all(struct writer *w, struct replay *r)
{
    uint32_t rings = r->trace->head.rings;
    name_thread(w, WORKERS, 0,
                arena_printf(r->arena, "workers of %s", r->trace->program));
    for (uint32_t i = 0; i < rings; i++)
        name_thread(w, WORKERS, i + 1,
                    i + 1 == rings ? "other threads"
                                   : arena_printf(r->arena, "worker %u", i));
    name_thread(w, TASKS, 0,
                arena_printf(r->arena, "tasks of %s", r->trace->program));
    for (size_t i = 0; i < r->all_tasks.count; i++)
        name_thread(w, TASKS, r->all_tasks.at[i]->number,
                    task_name(r, r->all_tasks.at[i]));
}

static void find_names(struct writer *w, struct trace *trace)
{
    struct replay r;
    replay_init(&r, trace, (struct listener){.own = w});
    replay_run(&r, UINT64_MAX);
    for (size_t i = 0; i < r.all_chans.count; i++)
        vec_push(trace->arena, &w->names, r.all_chans.at[i]);
    for (uint32_t i = 0; i <= trace->head.rings; i++)
        vec_push(trace->arena, &w->queued, 0);
}

void perfetto_write(FILE *out, struct trace *trace)
{
    struct writer w = {.out = out};
    struct replay r;
    find_names(&w, trace);
    fputs("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[", out);
    replay_init(&r, trace,
                (struct listener){.own = &w,
                                  .born = born,
                                  .begun = begun,
                                  .ran = ran,
                                  .woken = woken,
                                  .operation = operation,
                                  .descriptors = descriptors,
                                  .mark = mark});
    replay_run(&r, UINT64_MAX);
    for (size_t i = 0; i < r.all_tasks.count; i++)
        if (r.all_tasks.at[i]->doing == DOING_WAIT)
            write_wait(&r, r.all_tasks.at[i], NULL);
    name_all(&w, &r);
    fputs("\n]}\n", out);
}
