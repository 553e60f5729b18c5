// Made by cspcc from filter.c.
//
// For each coroutine f: struct f__frame holds what it keeps over a
// suspension, f__step runs it from there. Where f has to wait,
// csp_result is negative: the step saves what is kept and returns.
// Called again, it jumps to the state's label, into that `if`, and
// goes on behind it. The jump passes by the initialisers of locals:
// those that are kept start as 0 or as the frame has them, and are
// assigned where they were initialised.
#include <csp_abi.h>

// RUN: cd %S && %cspcc --emit=c filter.c | sed 's/cspcc [0-9.]* from/cspcc from/' | diff Inputs/filter.c -
// RUN: cd %S && env CSPCC_CC=%gcc %cspcc --emit=c filter.c | sed 's/cspcc [0-9.]* from/cspcc from/' | diff Inputs/filter.c -
// A loop whose header receives, a send under an if: one spill, one reload, the
// user's text in between.
#include <csp.h>

// Passes on what `prime` does not divide.
// a coroutine: see filter__step

int main(void); // a coroutine: see main__step

// -- frames ------------------------------------------------------------------

struct filter__frame {
    struct csp_frame csp;
    chan(int) in;
    chan(int) out;
    int prime;
    int passed;
    union { /* one operation or callee at a time */
        struct {
            struct csp_wait_recv wait;
            int value;
        } recv_1;
        struct {
            struct csp_wait_send wait;
            int value;
        } send_2;
    };
};

struct main__frame {
    struct csp_frame csp;
    int csp_ret;
    union { /* one operation or callee at a time */
        struct {
            struct csp_wait_recv wait;
            int value;
        } get_1;
    };
};

static const struct csp_descriptor filter__co;
static csp_step filter__step;
extern const struct csp_descriptor main__co;
static csp_step main__step;

// -- filter ------------------------------------------------------------------

// What the frame of filter keeps, and over which of the suspensions AT_n:
//   in             argument, over 1, 2
//   out            argument, over 1, 2
//   prime          argument, over 1, 2
//   passed         over 1, 2
#line 8 "filter.c"
static int filter__step(struct csp_frame *csp_frame, struct csp_worker *csp_worker)
{
    struct filter__frame *f = (struct filter__frame *)csp_frame;
    enum {
        AT_1_RECV_IN = 1, // line 12: while (chan_recv(in, &n)) {
        AT_2_SEND_OUT = 2, // line 15: chan_send(out, n);
    };
    int csp_at, csp_result;
    chan(int) in = f->in;
    chan(int) out = f->out;
    int prime = f->prime;
    int passed = 0;
    if (f->csp.resume) {
        passed = f->passed;
    }
    switch (f->csp.resume) {
    case AT_1_RECV_IN: goto at_1_recv_in;
    case AT_2_SEND_OUT: goto at_2_send_out;
    }
#line 10 "filter.c"
    int n;
    passed = 0;
    for (;;) {
        csp_result = csp_rt_recv_slot(csp_worker, &f->csp, &f->recv_1.wait, in,
                                      sizeof f->recv_1.value);
        if (csp_result < 0) {
            csp_at = AT_1_RECV_IN;
            goto csp_suspend;
        at_1_recv_in:
            csp_result = f->csp.result;
        }
        n = f->recv_1.value;
        if (!csp_result) break;
#line 13 "filter.c"
        /* most do not get here */
        if (n % prime != 0) {
            f->send_2.value = n;
            csp_result = csp_rt_send_slot(csp_worker, &f->csp, &f->send_2.wait, out,
                                          sizeof f->send_2.value);
            if (csp_result < 0) {
                csp_at = AT_2_SEND_OUT;
                goto csp_suspend;
            at_2_send_out:
                csp_result = f->csp.result;
            }
            if (!csp_result && (csp_result = csp_rt_ended(csp_worker))) return CSP_UNWOUND;
            if (!csp_result) csp_rt_send_failed("filter.c", 15);
#line 16 "filter.c"
            passed++;
        }
    }
    chan_close(passed ? out : in); // once
    return CSP_DONE;
#line 121 "filter.csp.c"
csp_suspend: // the frame keeps what is still needed
    f->passed = passed;
    f->csp.resume = (csp_u32)csp_at;
    return csp_result;
}

// -- main --------------------------------------------------------------------

#line 22 "filter.c"
static int main__step(struct csp_frame *csp_frame, struct csp_worker *csp_worker)
{
    struct main__frame *f = (struct main__frame *)csp_frame;
    enum {
        AT_1_RECV_C = 1, // line 26: return chan_get(c);
    };
    int csp_at, csp_result;
    switch (f->csp.resume) {
    case AT_1_RECV_C: goto at_1_recv_c;
    }
#line 24 "filter.c"
    chan(int) c = chan_make(int, 0);
    {
        struct filter__frame *csp_new = (struct filter__frame *)csp_rt_spawn(csp_worker,
            &filter__co, "filter.c", 25);
        csp_new->in = c;
        csp_new->out = c;
        csp_new->prime = 2;
        csp_rt_start(csp_worker, &csp_new->csp);
    }
#line 26 "filter.c"
    csp_result = csp_rt_recv_slot(csp_worker, &f->csp, &f->get_1.wait, c, sizeof f->get_1.value);
    if (csp_result < 0) {
        csp_at = AT_1_RECV_C;
        goto csp_suspend;
    at_1_recv_c:
        csp_result = f->csp.result;
    }
    if (!csp_result && (csp_result = csp_rt_ended(csp_worker))) return CSP_UNWOUND;
    f->csp_ret = f->get_1.value;
    return CSP_DONE;
#line 162 "filter.csp.c"
csp_suspend: // the frame keeps what is still needed
    f->csp.resume = (csp_u32)csp_at;
    return csp_result;
}

// -- for the runtime ---------------------------------------------------------

static const struct csp_point filter__points[] = {
    {12, CSP_POINT_RECV, "in"},
    {15, CSP_POINT_SEND, "out"},
};
static const struct csp_field filter__fields[] = {
    {"in", "chan(int)\0h *",
     __builtin_offsetof(struct filter__frame, in),
     sizeof ((struct filter__frame *)0)->in},
    {"out", "chan(int)\0h *",
     __builtin_offsetof(struct filter__frame, out),
     sizeof ((struct filter__frame *)0)->out},
    {"prime", "int\0i *",
     __builtin_offsetof(struct filter__frame, prime),
     sizeof ((struct filter__frame *)0)->prime},
    {"passed", "int\0i *",
     __builtin_offsetof(struct filter__frame, passed),
     sizeof ((struct filter__frame *)0)->passed},
};
static const struct csp_descriptor filter__co = {
    filter__step, 0,
    sizeof(struct filter__frame), _Alignof(struct filter__frame),
    CSP_COROUTINE_SHAPES | 3 * CSP_COROUTINE_PARAMETER, 8,
    "filter", "filter.c", 2, 4,
    filter__points, filter__fields,
};

static const struct csp_point main__points[] = {
    {26, CSP_POINT_RECV, "c"},
};
const struct csp_descriptor main__co = {
    main__step, (void (*)(void))main,
    sizeof(struct main__frame), _Alignof(struct main__frame),
    CSP_COROUTINE_MAIN | CSP_COROUTINE_SHAPES, 22,
    "main", "filter.c", 1, 0,
    main__points, 0,
};

int main(void)
{
    struct main__frame *csp_f = (struct main__frame *)csp_rt_enter(&main__co);
    csp_rt_wait(&csp_f->csp);
    int csp_value = csp_f->csp_ret;
    csp_rt_leave(&csp_f->csp);
    return csp_value;
}

static const struct csp_descriptor *const csp_unit[]
    __attribute__((section("csp_coroutines"), used)) = {
    &filter__co,
    &main__co,
};
__attribute__((constructor(101))) static void csp_unit_register(void)
{
    csp_rt_register_v5(csp_unit, csp_unit + 2);
}
__attribute__((destructor(101))) static void csp_unit_unregister(void)
{
    csp_rt_unregister(csp_unit);
}
