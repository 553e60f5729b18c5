// SPDX-License-Identifier: MIT
// The machines of csp.c by hand: one suspension point each, so that a saved
// frame needs nothing but its counter.
#include "../measure/hand.h"

struct produce {
    struct csp_frame frame;
    void *out;
    int count;
    struct hand_op op; // the counter too: it stands still while a send waits
};

static int produce_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct produce *f = (struct produce *)frame;
    int result = frame->result;
    if (frame->resume) goto sent;
    frame->resume = 1;
    for (f->op.value = 0; f->op.value < f->count; f->op.value++) {
        result = csp_rt_send_slot(worker, frame, &f->op.send, f->out,
                                  sizeof f->op.value);
        if (result < 0) return result;
sent:
        if (!result) csp_rt_send_failed(__FILE__, __LINE__);
    }
    csp_chan_close(f->out);
    return CSP_DONE;
}

static const struct csp_descriptor produce_coroutine = {
    .step = produce_step,
    .size = sizeof(struct produce),
    .align = _Alignof(struct produce),
    .name = "produce",
};

struct stream {
    struct csp_frame frame;
    int count, room;
    int expected; // saved
    void *c;
    struct hand_op op;
};

static void stream_begin(struct stream *f, struct csp_worker *worker)
{
    f->c = csp_chan_make(int, f->room);
    struct produce *produce = (struct produce *)csp_rt_spawn(
        worker, &produce_coroutine, __FILE__, __LINE__);
    produce->out = f->c;
    produce->count = f->count;
    csp_rt_start(worker, &produce->frame);
}

static int stream_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct stream *f = (struct stream *)frame;
    int result = frame->result, expected = f->expected;
    if (frame->resume) goto received;
    frame->resume = 1;
    stream_begin(f, worker);
    expected = 0;
    for (;;) {
        result = csp_rt_recv_slot(worker, frame, &f->op.recv, f->c,
                                  sizeof f->op.value);
        if (result < 0) {
            f->expected = expected;
            return result;
        }
received:
        if (!result) break;
        measure_check(f->op.value, expected++);
    }
    measure_check(expected, f->count);
    return CSP_DONE;
}

struct bench {
    struct csp_frame frame;
    int count, room;
    int64_t begin;
    struct stream stream;
};

static int stream_call(struct bench *f, struct csp_worker *worker, int count)
{
    csp_rt_frame_init(&f->stream.frame, stream_step, &f->frame);
    f->stream.count = count;
    f->stream.room = f->room;
    return stream_step(&f->stream.frame, worker);
}

static int bench_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct bench *f = (struct bench *)frame;
    int status;
    if (frame->resume == 1) goto warm;
    if (frame->resume == 2) goto done;
    frame->resume = 1;
    status = stream_call(f, worker, f->count / 10);
    if (status < 0) return status;
warm:
    f->begin = csp_now();
    frame->resume = 2;
    status = stream_call(f, worker, f->count);
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
    f->room = (int)measure_arg(argc, argv, 2, 100);
    csp_rt_wait(&f->frame);
    csp_rt_leave(&f->frame);
    return 0;
}
