// SPDX-License-Identifier: MIT
// The machines of csp.c as an expert writes them by hand: channels and counters
// in C locals, saved only when an operation waits; one slot for the value.
#include "../measure/hand.h"

enum { AT_BEGIN, AT_SEND, AT_RECV };

struct echo {
    struct csp_frame frame;
    void *in, *out;
    struct hand_op op;
};

static int echo_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct echo *f = (struct echo *)frame;
    int result = frame->result;
    if (frame->resume == AT_SEND) goto sent;
    if (frame->resume == AT_RECV) goto received;
    for (;;) {
        result = csp_rt_recv_slot(worker, frame, &f->op.recv, f->in,
                                  sizeof f->op.value);
        if (result < 0) {
            frame->resume = AT_RECV;
            return result;
        }
received:
        if (!result) return CSP_DONE;
        result = csp_rt_send_slot(worker, frame, &f->op.send, f->out,
                                  sizeof f->op.value);
        if (result < 0) {
            frame->resume = AT_SEND;
            return result;
        }
sent:
        if (!result) csp_rt_send_failed(__FILE__, __LINE__);
    }
}

static const struct csp_descriptor echo_coroutine = {
    .step = echo_step,
    .size = sizeof(struct echo),
    .align = _Alignof(struct echo),
    .name = "echo",
};

struct trips {
    struct csp_frame frame;
    void *out, *in;
    int count;
    int i; // saved
    struct hand_op op;
};

static int trips_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct trips *f = (struct trips *)frame;
    int result = frame->result, i = f->i;
    if (frame->resume == AT_SEND) goto sent;
    if (frame->resume == AT_RECV) goto received;
    for (i = 0; i < f->count; i++) {
        f->op.value = i;
        result = csp_rt_send_slot(worker, frame, &f->op.send, f->out,
                                  sizeof f->op.value);
        if (result < 0) {
            frame->resume = AT_SEND;
            goto save;
        }
sent:
        if (!result) csp_rt_send_failed(__FILE__, __LINE__);
        result = csp_rt_recv_slot(worker, frame, &f->op.recv, f->in,
                                  sizeof f->op.value);
        if (result < 0) {
            frame->resume = AT_RECV;
            goto save;
        }
received:
        measure_check(f->op.value, i);
    }
    return CSP_DONE;
save:
    f->i = i;
    return result;
}

struct bench {
    struct csp_frame frame;
    int count;
    void *out, *in;
    int64_t begin;
    struct trips trips;
};

static int trips_call(struct bench *f, struct csp_worker *worker, int count)
{
    csp_rt_frame_init(&f->trips.frame, trips_step, &f->frame);
    f->trips.out = f->out;
    f->trips.in = f->in;
    f->trips.count = count;
    return trips_step(&f->trips.frame, worker);
}

static int bench_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct bench *f = (struct bench *)frame;
    int status;
    if (frame->resume == 1) goto warm;
    if (frame->resume == 2) goto done;
    f->out = csp_chan_make(int, 0);
    f->in = csp_chan_make(int, 0);
    struct echo *echo = (struct echo *)csp_rt_spawn(worker, &echo_coroutine,
                                                    __FILE__, __LINE__);
    echo->in = f->out;
    echo->out = f->in;
    csp_rt_start(worker, &echo->frame);
    frame->resume = 1;
    status = trips_call(f, worker, f->count / 10);
    if (status < 0) return status;
warm:
    f->begin = csp_now();
    frame->resume = 2;
    status = trips_call(f, worker, f->count);
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
    csp_rt_wait(&f->frame);
    csp_rt_leave(&f->frame);
    return 0;
}
