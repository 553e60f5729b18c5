// Made by cspcc from choice.c.
//
// For each coroutine f: struct f__frame holds what it keeps over a
// suspension, f__step runs it from there. Where f has to wait,
// csp_result is negative: the step saves what is kept and returns.
// Called again, it jumps to the state's label, into that `if`, and
// goes on behind it. The jump passes by the initialisers of locals:
// those that are kept start as 0 or as the frame has them, and are
// assigned where they were initialised.
#include <csp_abi.h>

// RUN: cd %S && %cspcc --emit=c choice.c | sed 's/cspcc [0-9.]* from/cspcc from/' | diff Inputs/choice.c -
// A select with every kind of case, in a loop that it continues and leaves.
#include <csp.h>

struct point {
    int x, y;
};

// a coroutine: see serve__step

int main(void); // a coroutine: see main__step

// -- frames ------------------------------------------------------------------

struct serve__frame {
    struct csp_frame csp;
    int csp_ret;
    chan(int) in;
    chan(struct point) out;
    chan(int) stop;
    int total;
    union { /* one operation or callee at a time */
        struct {
            struct csp_case cases[4];
            int value_0;
            struct point value_1;
        } select_1;
    };
};

struct main__frame {
    struct csp_frame csp;
    int csp_ret;
    struct csp_frame *csp_callee;
};

static const struct csp_descriptor serve__co;
static csp_step serve__step;
extern const struct csp_descriptor main__co;
static csp_step main__step;

// -- serve -------------------------------------------------------------------

// What the frame of serve keeps, and over which of the suspensions AT_n:
//   in             argument, over 1
//   out            argument, over 1
//   stop           argument, over 1
//   total          over 1
#line 9 "choice.c"
static int serve__step(struct csp_frame *csp_frame, struct csp_worker *csp_worker)
{
    struct serve__frame *f = (struct serve__frame *)csp_frame;
    enum {
        AT_1_SELECT = 1, // line 15: select {
    };
    int csp_at, csp_result;
    chan(int) in = f->in;
    chan(struct point) out = f->out;
    chan(int) stop = f->stop;
    int total = 0;
    if (f->csp.resume) {
        total = f->total;
    }
    switch (f->csp.resume) {
    case AT_1_SELECT: goto at_1_select;
    }
#line 11 "choice.c"
    total = 0;
    for (;;) {
        int v;
        bool ok;
        f->select_1.cases[0] = csp_rt_case_recv(in, &f->select_1.value_0);
        f->select_1.value_1 = (struct point){total, 1};
        f->select_1.cases[1] = csp_rt_case_send((total > 10 ? out : NULL), &f->select_1.value_1);
        f->select_1.cases[2] = csp_rt_case_recv(stop, (void *)0);
        f->select_1.cases[3] = csp_rt_case_after(1000000);
        csp_result = csp_rt_select(csp_worker, &f->csp, f->select_1.cases, 4, 0);
        if (csp_result < 0) {
            csp_at = AT_1_SELECT;
            goto csp_suspend;
        at_1_select:
            csp_result = f->csp.result;
        }
        if (csp_result == CSP_ENDED) return CSP_UNWOUND;
        switch (csp_result) {
        default: __builtin_unreachable();
#line 16 "choice.c"
        case 0:
            v = f->select_1.value_0;
            ok = f->select_1.cases[0].ok;
#line 17 "choice.c"
            if (!ok) continue;
            total += v;
            break;
        case 1:
            if (!f->select_1.cases[1].ok) csp_rt_send_failed("choice.c", 20);
#line 20 "choice.c"
            total = 0; break;
        case 2:
#line 21 "choice.c"
            f->csp_ret = total;
            return CSP_DONE;
#line 22 "choice.c"
        case 3:
#line 22 "choice.c"
            total--;
        }
    }
    return CSP_DONE;
#line 122 "choice.csp.c"
csp_suspend: // the frame keeps what is still needed
    f->total = total;
    f->csp.resume = (csp_u32)csp_at;
    return csp_result;
}

// -- main --------------------------------------------------------------------

#line 27 "choice.c"
static int main__step(struct csp_frame *csp_frame, struct csp_worker *csp_worker)
{
    struct main__frame *f = (struct main__frame *)csp_frame;
    enum {
        AT_1_CALL_SERVE = 1, // line 29: return serve(NULL, NULL, NULL);
    };
    int csp_at, csp_result;
    int csp_tmp_1;
    switch (f->csp.resume) {
    case AT_1_CALL_SERVE: goto at_1_call_serve;
    }
#line 29 "choice.c"
    f->csp_callee = csp_rt_frame_alloc(csp_worker, &serve__co, &f->csp);
    ((struct serve__frame *)f->csp_callee)->in = NULL;
    ((struct serve__frame *)f->csp_callee)->out = NULL;
    ((struct serve__frame *)f->csp_callee)->stop = NULL;
    csp_result = csp_rt_call(csp_worker, f->csp_callee);
    if (csp_result < 0) {
        csp_at = AT_1_CALL_SERVE;
        goto csp_suspend;
    at_1_call_serve:
        csp_result = f->csp.result;
    }
    if (csp_result) {
        csp_rt_frame_free(csp_worker, &serve__co, f->csp_callee);
        return CSP_UNWOUND;
    }
    csp_tmp_1 = ((struct serve__frame *)f->csp_callee)->csp_ret;
    csp_rt_frame_free(csp_worker, &serve__co, f->csp_callee);
    f->csp_ret = csp_tmp_1;
    return CSP_DONE;
#line 163 "choice.csp.c"
csp_suspend: // the frame keeps what is still needed
    f->csp.resume = (csp_u32)csp_at;
    return csp_result;
}

// -- for the runtime ---------------------------------------------------------

static const struct csp_point serve__points[] = {
    {15, CSP_POINT_SELECT, 0},
};
static const struct csp_field serve__fields[] = {
    {"in", "chan(int)\0h *",
     __builtin_offsetof(struct serve__frame, in),
     sizeof ((struct serve__frame *)0)->in},
    {"out", "chan(struct point)\0h *",
     __builtin_offsetof(struct serve__frame, out),
     sizeof ((struct serve__frame *)0)->out},
    {"stop", "chan(int)\0h *",
     __builtin_offsetof(struct serve__frame, stop),
     sizeof ((struct serve__frame *)0)->stop},
    {"total", "int\0i *",
     __builtin_offsetof(struct serve__frame, total),
     sizeof ((struct serve__frame *)0)->total},
};
static const struct csp_descriptor serve__co = {
    serve__step, 0,
    sizeof(struct serve__frame), _Alignof(struct serve__frame),
    CSP_COROUTINE_SHAPES | 3 * CSP_COROUTINE_PARAMETER, 9,
    "serve", "choice.c", 1, 4,
    serve__points, serve__fields,
};

static const struct csp_point main__points[] = {
    {29, CSP_POINT_CALL, "serve"},
};
const struct csp_descriptor main__co = {
    main__step, (void (*)(void))main,
    sizeof(struct main__frame), _Alignof(struct main__frame),
    CSP_COROUTINE_MAIN | CSP_COROUTINE_SHAPES, 27,
    "main", "choice.c", 1, 0,
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
    &serve__co,
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
