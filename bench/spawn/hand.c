// SPDX-License-Identifier: MIT
// The machines of csp.c by hand.
#include "../measure/hand.h"
#include <stdatomic.h>
#include <string.h>

enum { BATCH = 100 };
static atomic_long ended;

static int leaf_step(struct csp_frame *frame, struct csp_worker *worker)
{
    (void)frame, (void)worker;
    atomic_fetch_add_explicit(&ended, 1, memory_order_relaxed);
    return CSP_DONE;
}

static const struct csp_descriptor leaf_coroutine = {
    .step = leaf_step,
    .size = sizeof(struct csp_frame),
    .align = _Alignof(struct csp_frame),
    .name = "leaf",
};

// Both loops: a frame is small enough to hold what either needs.
struct spawns {
    struct csp_frame frame;
    int count;
    int i;             // saved
    long wanted;       // batches
    void *c;           // joins
    struct hand_op op; // joins
};

static int batches_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct spawns *f = (struct spawns *)frame;
    if (frame->resume) goto yielded;
    frame->resume = 1;
    for (f->i = 0; f->i < f->count; f->i += BATCH) {
        f->wanted = ended + BATCH;
        for (int k = 0; k < BATCH; k++)
            csp_rt_start(worker, csp_rt_spawn(worker, &leaf_coroutine, __FILE__,
                                              __LINE__));
        while (ended < f->wanted) {
            int result = csp_rt_yield(worker, frame);
            if (result < 0) return result;
yielded:;
        }
    }
    return CSP_DONE;
}

struct answer {
    struct csp_frame frame;
    void *out;
    struct hand_op op;
};

static int answer_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct answer *f = (struct answer *)frame;
    int result = frame->result;
    if (frame->resume) goto sent;
    result = csp_rt_send_slot(worker, frame, &f->op.send, f->out,
                              sizeof f->op.value);
    if (result < 0) {
        frame->resume = 1;
        return result;
    }
sent:
    if (!result) csp_rt_send_failed(__FILE__, __LINE__);
    return CSP_DONE;
}

static const struct csp_descriptor answer_coroutine = {
    .step = answer_step,
    .size = sizeof(struct answer),
    .align = _Alignof(struct answer),
    .name = "answer",
};

static void answer_start(struct csp_worker *worker, void *out, int value)
{
    struct answer *answer = (struct answer *)csp_rt_spawn(
        worker, &answer_coroutine, __FILE__, __LINE__);
    answer->out = out;
    answer->op.value = value;
    csp_rt_start(worker, &answer->frame);
}

static int joins_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct spawns *f = (struct spawns *)frame;
    int i = f->i;
    if (frame->resume) goto received;
    frame->resume = 1;
    f->c = csp_chan_make(int, 0);
    for (i = 0; i < f->count; i++) {
        answer_start(worker, f->c, i);
        int result = csp_rt_recv_slot(worker, frame, &f->op.recv, f->c,
                                      sizeof f->op.value);
        if (result < 0) {
            f->i = i;
            return result;
        }
received:
        measure_check(f->op.value, i);
    }
    csp_chan_release(f->c);
    return CSP_DONE;
}

struct bench {
    struct csp_frame frame;
    int count;
    bool joined;
    int64_t begin;
    struct spawns spawns;
};

static int spawns_call(struct bench *f, struct csp_worker *worker, int count)
{
    csp_step *step = f->joined ? joins_step : batches_step;
    csp_rt_frame_init(&f->spawns.frame, step, &f->frame);
    f->spawns.count = count;
    return step(&f->spawns.frame, worker);
}

static int bench_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct bench *f = (struct bench *)frame;
    int status;
    if (frame->resume == 1) goto warm;
    if (frame->resume == 2) goto done;
    frame->resume = 1;
    status = spawns_call(f, worker, f->count / 10);
    if (status < 0) return status;
warm:
    f->begin = csp_now();
    frame->resume = 2;
    status = spawns_call(f, worker, f->count);
    if (status < 0) return status;
done:
    measure_report(csp_now() - f->begin, f->count, f->count);
    return CSP_DONE;
}

static const struct csp_descriptor bench_coroutine = {
    .step = bench_step,
    .size = sizeof(struct bench),
    .align = _Alignof(struct bench),
    .flags = CSP_COROUTINE_MAIN,
    .name = "main",
};

int main(int argc, char **argv)
{
    struct bench *f = (struct bench *)csp_rt_enter(&bench_coroutine);
    f->count = (int)measure_arg(argc, argv, 1, 1000000) / BATCH * BATCH;
    f->joined = argc > 2 && strcmp(argv[2], "join") == 0;
    csp_rt_wait(&f->frame);
    csp_rt_leave(&f->frame);
    return 0;
}
