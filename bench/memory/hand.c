// SPDX-License-Identifier: MIT
// The machines of csp.c by hand: the smallest frame that can wait.
#include "../measure/hand.h"
#include <stdatomic.h>

enum { BATCH = 100, SETTLE_NS = 50 * 1000 * 1000 };
static atomic_long begun;

struct wait_for {
    struct csp_frame frame;
    void *c;
    struct hand_op op;
};

static int wait_for_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct wait_for *f = (struct wait_for *)frame;
    if (frame->resume) return CSP_DONE;
    frame->resume = 1;
    begun++;
    int result =
        csp_rt_recv_slot(worker, frame, &f->op.recv, f->c, sizeof f->op.value);
    return result < 0 ? result : CSP_DONE;
}

static const struct csp_descriptor wait_for_coroutine = {
    .step = wait_for_step,
    .size = sizeof(struct wait_for),
    .align = _Alignof(struct wait_for),
    .name = "wait_for",
};

struct bench {
    struct csp_frame frame;
    long count;
    void *c;
    long before;
    long i;
    struct csp_timer timer;
};

static void batch_start(struct bench *f, struct csp_worker *worker)
{
    for (int k = 0; k < BATCH; k++) {
        struct wait_for *task = (struct wait_for *)csp_rt_spawn(
            worker, &wait_for_coroutine, __FILE__, __LINE__);
        task->c = f->c;
        csp_rt_start(worker, &task->frame);
    }
}

static int bench_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct bench *f = (struct bench *)frame;
    int result;
    if (frame->resume == 1) goto yielded;
    if (frame->resume == 2) goto slept;
    f->c = csp_chan_make(int, 0);
    f->before = measure_resident_bytes();
    frame->resume = 1;
    for (f->i = 0; f->i < f->count; f->i += BATCH) {
        batch_start(f, worker);
        while (begun < f->i + BATCH) {
            result = csp_rt_yield(worker, frame);
            if (result < 0) return result;
yielded:;
        }
    }
    frame->resume = 2;
    result = csp_rt_sleep(worker, frame, &f->timer, SETTLE_NS);
    if (result < 0) return result;
slept:
    measure_report(measure_resident_bytes() - f->before, f->count, begun);
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
    f->count = measure_arg(argc, argv, 1, 1000000) / BATCH * BATCH;
    csp_rt_wait(&f->frame);
    csp_rt_leave(&f->frame);
    return 0;
}
