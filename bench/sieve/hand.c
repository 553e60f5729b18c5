// SPDX-License-Identifier: MIT
// The machines of csp.c by hand; a value passes a filter in one frame slot.
#include "../measure/hand.h"

enum { AT_BEGIN, AT_SEND, AT_RECV };

struct generate {
    struct csp_frame frame;
    void *out;
    struct hand_op op; // the counter too: it stands still while a send waits
};

static int generate_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct generate *f = (struct generate *)frame;
    int result = frame->result;
    if (frame->resume) goto sent;
    frame->resume = AT_SEND;
    for (f->op.value = 2;; f->op.value++) {
        result = csp_rt_send_slot(worker, frame, &f->op.send, f->out,
                                  sizeof f->op.value);
        if (result < 0) return result;
sent:
        if (!result) csp_rt_send_failed(__FILE__, __LINE__);
    }
}

static const struct csp_descriptor generate_coroutine = {
    .step = generate_step,
    .size = sizeof(struct generate),
    .align = _Alignof(struct generate),
    .name = "generate",
};

struct filter {
    struct csp_frame frame;
    void *in, *out;
    int prime;
    struct hand_op op;
};

static int filter_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct filter *f = (struct filter *)frame;
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
        if (f->op.value % f->prime == 0) continue;
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

static const struct csp_descriptor filter_coroutine = {
    .step = filter_step,
    .size = sizeof(struct filter),
    .align = _Alignof(struct filter),
    .name = "filter",
};

struct sieve {
    struct csp_frame frame;
    int n;
    int i;
    int prime; // the last one, its result
    void *c;
    struct hand_op op;
};

static void generate_start(struct sieve *f, struct csp_worker *worker)
{
    struct generate *generate = (struct generate *)csp_rt_spawn(
        worker, &generate_coroutine, __FILE__, __LINE__);
    f->c = csp_chan_make(int, 0);
    generate->out = f->c;
    csp_rt_start(worker, &generate->frame);
}

static void filter_start(struct sieve *f, struct csp_worker *worker)
{
    struct filter *filter = (struct filter *)csp_rt_spawn(
        worker, &filter_coroutine, __FILE__, __LINE__);
    filter->in = f->c;
    f->c = csp_chan_make(int, 0);
    filter->out = f->c;
    filter->prime = f->prime;
    csp_rt_start(worker, &filter->frame);
}

static int sieve_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct sieve *f = (struct sieve *)frame;
    if (frame->resume) goto received;
    frame->resume = AT_RECV;
    generate_start(f, worker);
    for (f->i = 0; f->i < f->n; f->i++) {
        int result = csp_rt_recv_slot(worker, frame, &f->op.recv, f->c,
                                      sizeof f->op.value);
        if (result < 0) return result;
received:
        f->prime = f->op.value;
        filter_start(f, worker);
    }
    return CSP_DONE;
}

struct bench {
    struct csp_frame frame;
    int n;
    int64_t begin;
    struct sieve sieve;
};

static int sieve_call(struct bench *f, struct csp_worker *worker, int n)
{
    csp_rt_frame_init(&f->sieve.frame, sieve_step, &f->frame);
    f->sieve.n = n;
    return sieve_step(&f->sieve.frame, worker);
}

static int bench_step(struct csp_frame *frame, struct csp_worker *worker)
{
    struct bench *f = (struct bench *)frame;
    int status;
    if (frame->resume == 1) goto warm;
    if (frame->resume == 2) goto done;
    frame->resume = 1;
    status = sieve_call(f, worker, f->n / 10);
    if (status < 0) return status;
warm:
    f->begin = csp_now();
    frame->resume = 2;
    status = sieve_call(f, worker, f->n);
    if (status < 0) return status;
done:
    measure_report(csp_now() - f->begin, 1, f->sieve.prime);
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
    f->n = (int)measure_arg(argc, argv, 1, 2000);
    csp_rt_wait(&f->frame);
    csp_rt_leave(&f->frame);
    return 0;
}
