// SPDX-License-Identifier: MIT
// The machines of csp.c by hand. One step serves 2 and 8 channels; the cases
// are filled afresh for each select, as the ABI asks.
#include "../measure/hand.h"

enum { CHANNELS_MAX = 8 };

struct produce {
    struct csp_frame frame;
    void *out;
    struct hand_op op;
};

static int produce_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct produce *f = (struct produce *)frame;
    int result = frame->result;
    if (frame->resume) goto sent;
    frame->resume = 1;
    for (;;) {
        result = csp_rt_send_slot(worker, frame, &f->op.send, f->out,
                                  sizeof f->op.value);
        if (result < 0) return result;
sent:
        if (!result) csp_rt_send_failed(__FILE__, __LINE__);
    }
}

static const struct csp_descriptor produce_coroutine = {
    .step = produce_step,
    .size = sizeof(struct produce),
    .align = _Alignof(struct produce),
    .name = "produce",
};

struct receive {
    struct csp_frame frame;
    void **c;
    int width, count;
    int i;    // saved
    long sum; // saved
    int value;
    struct csp_case cases[CHANNELS_MAX];
};

static inline int
receive_select(struct receive *f, struct csp_worker *worker, int width)
{
    for (int k = 0; k < width; k++)
        f->cases[k] = csp_rt_case_recv(f->c[k], &f->value);
    return csp_rt_select(worker, &f->frame, f->cases, width, 0);
}

static int receive_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct receive *f = (struct receive *)frame;
    int result = frame->result, i = f->i;
    long sum = f->sum;
    if (frame->resume) goto received;
    frame->resume = 1;
    sum = 0;
    for (i = 0; i < f->count; i++) {
        result = receive_select(f, worker, f->width == 2 ? 2 : CHANNELS_MAX);
        if (result < 0) {
            f->i = i;
            f->sum = sum;
            return result;
        }
received:
        sum += f->value;
    }
    measure_check(sum, f->count);
    return CSP_DONE;
}

struct bench {
    struct csp_frame frame;
    int count, width;
    int64_t begin;
    void *c[CHANNELS_MAX];
    struct receive receive;
};

static void producers_start(struct bench *f, struct csp_worker *worker)
{
    for (int i = 0; i < f->width; i++) {
        struct produce *produce = (struct produce *)csp_rt_spawn(
            worker, &produce_coroutine, __FILE__, __LINE__);
        f->c[i] = csp_chan_make(int, 0);
        produce->out = f->c[i];
        produce->op.value = 1;
        csp_rt_start(worker, &produce->frame);
    }
}

static int receive_call(struct bench *f, struct csp_worker *worker, int count)
{
    csp_rt_frame_init(&f->receive.frame, receive_step, &f->frame);
    f->receive.c = f->c;
    f->receive.width = f->width;
    f->receive.count = count;
    return receive_step(&f->receive.frame, worker);
}

static int bench_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct bench *f = (struct bench *)frame;
    int status;
    if (frame->resume == 1) goto warm;
    if (frame->resume == 2) goto done;
    producers_start(f, worker);
    frame->resume = 1;
    status = receive_call(f, worker, f->count / 10);
    if (status < 0) return status;
warm:
    f->begin = csp_now();
    frame->resume = 2;
    status = receive_call(f, worker, f->count);
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
    f->count = (int)measure_arg(argc, argv, 1, 1000000);
    f->width = measure_arg(argc, argv, 2, 2) == 2 ? 2 : CHANNELS_MAX;
    csp_rt_wait(&f->frame);
    csp_rt_leave(&f->frame);
    return 0;
}
