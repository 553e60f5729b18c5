// Made by cspcc from calls.c.
//
// For each coroutine f: struct f__frame holds what it keeps over a
// suspension, f__step runs it from there. Where f has to wait,
// csp_result is negative: the step saves what is kept and returns.
// Called again, it jumps to the state's label, into that `if`, and
// goes on behind it. The jump passes by the initialisers of locals:
// those that are kept start as 0 or as the frame has them, and are
// assigned where they were initialised.
#include <csp_abi.h>

// RUN: cd %S && %cspcc --emit=c calls.c | sed 's/cspcc [0-9.]* from/cspcc from/' | diff Inputs/calls.c -
// Frames of callees: inside the caller's, from the pool for recursion and for
// another file, through a pointer; operands saved where the order could show.
#include <csp.h>

typedef coroutine int handler(int n);
coroutine int elsewhere(int n);

static int step(int n); // a coroutine: see step__step

// a coroutine: see tree__step

int main(int argc, char **argv); // a coroutine: see main__step

struct elsewhere__call {
    struct csp_frame csp;
    int csp_ret;
    int csp_arg1;
};
extern const struct csp_descriptor elsewhere__co;

// -- frames ------------------------------------------------------------------

struct step__frame {
    struct csp_frame csp;
    int csp_ret;
    int n;
};

struct tree__frame {
    struct csp_frame csp;
    int csp_ret;
    int n;
    union { /* operands that wait for others */
        struct {
            int csp_saved_1;
        };
    };
    struct csp_frame *csp_callee;
    union { /* one operation or callee at a time */
        struct step__frame step;
    };
};

struct main__frame {
    struct csp_frame csp;
    int csp_ret;
    int argc;
    char **argv;
    handler *pick;
    int n;
    int first;
    union { /* operands that wait for others */
        struct {
            int csp_saved_1;
            int csp_saved_2;
        };
    };
    struct csp_frame *csp_callee;
    const struct csp_descriptor *csp_target;
    union { /* one operation or callee at a time */
        struct step__frame step;
    };
};

static const struct csp_descriptor step__co;
static csp_step step__step;
static const struct csp_descriptor tree__co;
static csp_step tree__step;
extern const struct csp_descriptor main__co;
static csp_step main__step;

// -- step --------------------------------------------------------------------

// What the frame of step keeps, and over which of the suspensions AT_n:
//   n              argument, over 1
#line 9 "calls.c"
static int step__step(struct csp_frame *csp_frame, struct csp_worker *csp_worker)
{
    struct step__frame *f = (struct step__frame *)csp_frame;
    enum {
        AT_1_YIELD = 1, // line 11: yield();
    };
    int csp_at, csp_result;
    int n = f->n;
    switch (f->csp.resume) {
    case AT_1_YIELD: goto at_1_yield;
    }
#line 11 "calls.c"
    csp_result = csp_rt_yield(csp_worker, &f->csp);
    if (csp_result < 0) {
        csp_at = AT_1_YIELD;
        goto csp_suspend;
    at_1_yield:
        csp_result = f->csp.result;
    }
    if (csp_result == CSP_ENDED) return CSP_UNWOUND;
#line 12 "calls.c"
    f->csp_ret = n + 1;
    return CSP_DONE;
#line 113 "calls.csp.c"
csp_suspend: // the frame keeps what is still needed
    f->csp.resume = (csp_u32)csp_at;
    return csp_result;
}

// -- tree --------------------------------------------------------------------

// What the frame of tree keeps, and over which of the suspensions AT_n:
//   n              argument, over 2
#line 15 "calls.c"
static int tree__step(struct csp_frame *csp_frame, struct csp_worker *csp_worker)
{
    struct tree__frame *f = (struct tree__frame *)csp_frame;
    enum {
        AT_1_CALL_STEP = 1, // line 17: return n < 2 ? step(n) : tree(n - 1) + tree(n - 2);
        AT_2_CALL_TREE = 2, // line 17: return n < 2 ? step(n) : tree(n - 1) + tree(n - 2);
        AT_3_CALL_TREE = 3, // line 17: return n < 2 ? step(n) : tree(n - 1) + tree(n - 2);
    };
    int csp_at, csp_result;
    int n = f->n;
    int csp_tmp_1;
    int csp_tmp_2;
    int csp_tmp_3;
    switch (f->csp.resume) {
    case AT_1_CALL_STEP: goto at_1_call_step;
    case AT_2_CALL_TREE: goto at_2_call_tree;
    case AT_3_CALL_TREE: goto at_3_call_tree;
    }
#line 17 "calls.c"
    if (n < 2) {
        f->step.n = n;
        csp_rt_frame_init(&f->step.csp, step__step, &f->csp);
        csp_result = step__step(&f->step.csp, csp_worker);
        if (csp_result < 0) {
            csp_at = AT_1_CALL_STEP;
            goto csp_suspend;
        at_1_call_step:
            csp_result = f->csp.result;
        }
        if (csp_result) return CSP_UNWOUND;
        csp_tmp_1 = f->step.csp_ret;
    } else {
        f->csp_callee = csp_rt_frame_alloc(csp_worker, &tree__co, &f->csp);
        ((struct tree__frame *)f->csp_callee)->n = n - 1;
        csp_result = csp_rt_call(csp_worker, f->csp_callee);
        if (csp_result < 0) {
            csp_at = AT_2_CALL_TREE;
            goto csp_suspend;
        at_2_call_tree:
            csp_result = f->csp.result;
        }
        if (csp_result) {
            csp_rt_frame_free(csp_worker, &tree__co, f->csp_callee);
            return CSP_UNWOUND;
        }
        csp_tmp_2 = ((struct tree__frame *)f->csp_callee)->csp_ret;
        csp_rt_frame_free(csp_worker, &tree__co, f->csp_callee);
        f->csp_saved_1 = csp_tmp_2;
        f->csp_callee = csp_rt_frame_alloc(csp_worker, &tree__co, &f->csp);
        ((struct tree__frame *)f->csp_callee)->n = n - 2;
        csp_result = csp_rt_call(csp_worker, f->csp_callee);
        if (csp_result < 0) {
            csp_at = AT_3_CALL_TREE;
            goto csp_suspend;
        at_3_call_tree:
            csp_result = f->csp.result;
        }
        if (csp_result) {
            csp_rt_frame_free(csp_worker, &tree__co, f->csp_callee);
            return CSP_UNWOUND;
        }
        csp_tmp_3 = ((struct tree__frame *)f->csp_callee)->csp_ret;
        csp_rt_frame_free(csp_worker, &tree__co, f->csp_callee);
        csp_tmp_1 = f->csp_saved_1 + csp_tmp_3;
    }
    f->csp_ret = csp_tmp_1;
    return CSP_DONE;
#line 191 "calls.csp.c"
csp_suspend: // the frame keeps what is still needed
    f->csp.resume = (csp_u32)csp_at;
    return csp_result;
}

// -- main --------------------------------------------------------------------

struct main__site_1 {
    struct csp_frame csp;
    int csp_ret;
    int csp_arg1;
};
static const struct csp_descriptor *main__site_1_cache;

// What the frame of main keeps, and over which of the suspensions AT_n:
//   argc           argument
//   argv           argument
//   pick           over 1
//   n              over 1, 2, 3
//   first          over 1
#line 20 "calls.c"
static int main__step(struct csp_frame *csp_frame, struct csp_worker *csp_worker)
{
    struct main__frame *f = (struct main__frame *)csp_frame;
    enum {
        AT_1_CALL_STEP = 1, // line 24: n += step(n) * pick(first) + tree(n);
        AT_2_CALL_PICK = 2, // line 24: n += step(n) * pick(first) + tree(n);
        AT_3_CALL_TREE = 3, // line 24: n += step(n) * pick(first) + tree(n);
        AT_4_CALL_ELSEWHERE = 4, // line 25: return n && elsewhere(n);
    };
    int csp_at, csp_result;
    int argc = f->argc;
    char **argv = f->argv;
    handler *pick = 0;
    int n = 0;
    int first = 0;
    handler *csp_tmp_1;
    int csp_tmp_2;
    int csp_tmp_3;
    int csp_tmp_4;
    int csp_tmp_5;
    int csp_tmp_6;
    if (f->csp.resume) {
        pick = f->pick;
        n = f->n;
        first = f->first;
    }
    switch (f->csp.resume) {
    case AT_1_CALL_STEP: goto at_1_call_step;
    case AT_2_CALL_PICK: goto at_2_call_pick;
    case AT_3_CALL_TREE: goto at_3_call_tree;
    case AT_4_CALL_ELSEWHERE: goto at_4_call_elsewhere;
    }
#line 22 "calls.c"
    pick = argc > 1 ? step : elsewhere;
    n = argc;
    first = argv[0][0];
#line 24 "calls.c"
    f->step.n = n;
    csp_rt_frame_init(&f->step.csp, step__step, &f->csp);
    csp_result = step__step(&f->step.csp, csp_worker);
    if (csp_result < 0) {
        csp_at = AT_1_CALL_STEP;
        goto csp_suspend;
    at_1_call_step:
        csp_result = f->csp.result;
    }
    if (csp_result) return CSP_UNWOUND;
    f->csp_saved_1 = f->step.csp_ret;
    csp_tmp_1 = pick;
    csp_tmp_3 = first;
    f->csp_target = csp_rt_find((void (*)(void))csp_tmp_1, &main__site_1_cache);
    if (f->csp_target) {
        f->csp_callee = csp_rt_frame_alloc(csp_worker, f->csp_target, &f->csp);
        ((struct main__site_1 *)f->csp_callee)->csp_arg1 = csp_tmp_3;
        csp_result = csp_rt_call(csp_worker, f->csp_callee);
        if (csp_result < 0) {
            csp_at = AT_2_CALL_PICK;
            goto csp_suspend;
        at_2_call_pick:
            csp_result = f->csp.result;
        }
        if (csp_result) {
            csp_rt_frame_free(csp_worker, f->csp_target, f->csp_callee);
            return CSP_UNWOUND;
        }
        csp_tmp_2 = ((struct main__site_1 *)f->csp_callee)->csp_ret;
        csp_rt_frame_free(csp_worker, f->csp_target, f->csp_callee);
    } else {
        csp_tmp_2 = csp_tmp_1(csp_tmp_3);
    }
    f->csp_saved_2 = f->csp_saved_1 * csp_tmp_2;
    f->csp_callee = csp_rt_frame_alloc(csp_worker, &tree__co, &f->csp);
    ((struct tree__frame *)f->csp_callee)->n = n;
    csp_result = csp_rt_call(csp_worker, f->csp_callee);
    if (csp_result < 0) {
        csp_at = AT_3_CALL_TREE;
        goto csp_suspend;
    at_3_call_tree:
        csp_result = f->csp.result;
    }
    if (csp_result) {
        csp_rt_frame_free(csp_worker, &tree__co, f->csp_callee);
        return CSP_UNWOUND;
    }
    csp_tmp_4 = ((struct tree__frame *)f->csp_callee)->csp_ret;
    csp_rt_frame_free(csp_worker, &tree__co, f->csp_callee);
    n += f->csp_saved_2 + csp_tmp_4;
#line 25 "calls.c"
    csp_tmp_5 = !!n;
    if (csp_tmp_5) {
        f->csp_callee = csp_rt_frame_alloc(csp_worker, &elsewhere__co, &f->csp);
        ((struct elsewhere__call *)f->csp_callee)->csp_arg1 = n;
        csp_result = csp_rt_call(csp_worker, f->csp_callee);
        if (csp_result < 0) {
            csp_at = AT_4_CALL_ELSEWHERE;
            goto csp_suspend;
        at_4_call_elsewhere:
            csp_result = f->csp.result;
        }
        if (csp_result) {
            csp_rt_frame_free(csp_worker, &elsewhere__co, f->csp_callee);
            return CSP_UNWOUND;
        }
        csp_tmp_6 = ((struct elsewhere__call *)f->csp_callee)->csp_ret;
        csp_rt_frame_free(csp_worker, &elsewhere__co, f->csp_callee);
        csp_tmp_5 = !!csp_tmp_6;
    }
    f->csp_ret = csp_tmp_5;
    return CSP_DONE;
#line 322 "calls.csp.c"
csp_suspend: // the frame keeps what is still needed
    f->pick = pick;
    f->n = n;
    f->first = first;
    f->csp.resume = (csp_u32)csp_at;
    return csp_result;
}

// -- for the runtime ---------------------------------------------------------

static const struct csp_point step__points[] = {
    {11, CSP_POINT_YIELD, 0},
};
static const struct csp_field step__fields[] = {
    {"n", "int\0i *",
     __builtin_offsetof(struct step__frame, n),
     sizeof ((struct step__frame *)0)->n},
};
static const struct csp_descriptor step__co = {
    step__step, (void (*)(void))step,
    sizeof(struct step__frame), _Alignof(struct step__frame),
    CSP_COROUTINE_SHAPES | 1 * CSP_COROUTINE_PARAMETER, 9,
    "step", "calls.c", 1, 1,
    step__points, step__fields,
};

static const struct csp_point tree__points[] = {
    {17, CSP_POINT_CALL, "step"},
    {17, CSP_POINT_CALL, "tree"},
    {17, CSP_POINT_CALL, "tree"},
};
static const struct csp_field tree__fields[] = {
    {"n", "int\0i *",
     __builtin_offsetof(struct tree__frame, n),
     sizeof ((struct tree__frame *)0)->n},
};
static const struct csp_descriptor tree__co = {
    tree__step, 0,
    sizeof(struct tree__frame), _Alignof(struct tree__frame),
    CSP_COROUTINE_SHAPES | 1 * CSP_COROUTINE_PARAMETER, 15,
    "tree", "calls.c", 3, 1,
    tree__points, tree__fields,
};

static const struct csp_point main__points[] = {
    {24, CSP_POINT_CALL, "step"},
    {24, CSP_POINT_CALL, "pick"},
    {24, CSP_POINT_CALL, "tree"},
    {25, CSP_POINT_CALL, "elsewhere"},
};
static const struct csp_field main__fields[] = {
    {"argc", "int\0i *",
     __builtin_offsetof(struct main__frame, argc),
     sizeof ((struct main__frame *)0)->argc},
    {"argv", "char **\0p *",
     __builtin_offsetof(struct main__frame, argv),
     sizeof ((struct main__frame *)0)->argv},
    {"pick", "handler *\0p *",
     __builtin_offsetof(struct main__frame, pick),
     sizeof ((struct main__frame *)0)->pick},
    {"n", "int\0i *",
     __builtin_offsetof(struct main__frame, n),
     sizeof ((struct main__frame *)0)->n},
    {"first", "int\0i *",
     __builtin_offsetof(struct main__frame, first),
     sizeof ((struct main__frame *)0)->first},
};
const struct csp_descriptor main__co = {
    main__step, (void (*)(void))main,
    sizeof(struct main__frame), _Alignof(struct main__frame),
    CSP_COROUTINE_MAIN | CSP_COROUTINE_SHAPES | 2 * CSP_COROUTINE_PARAMETER, 20,
    "main", "calls.c", 4, 5,
    main__points, main__fields,
};

static int step(int n)
{
    struct step__frame *csp_f = (struct step__frame *)csp_rt_enter(&step__co);
    csp_f->n = n;
    csp_rt_wait(&csp_f->csp);
    int csp_value = csp_f->csp_ret;
    csp_rt_leave(&csp_f->csp);
    return csp_value;
}

int main(int argc, char **argv)
{
    struct main__frame *csp_f = (struct main__frame *)csp_rt_enter(&main__co);
    csp_f->argc = argc;
    csp_f->argv = argv;
    csp_rt_wait(&csp_f->csp);
    int csp_value = csp_f->csp_ret;
    csp_rt_leave(&csp_f->csp);
    return csp_value;
}

static const struct csp_descriptor *const csp_unit[]
    __attribute__((section("csp_coroutines"), used)) = {
    &step__co,
    &tree__co,
    &main__co,
};
__attribute__((constructor(101))) static void csp_unit_register(void)
{
    csp_rt_register_v5(csp_unit, csp_unit + 3);
}
__attribute__((destructor(101))) static void csp_unit_unregister(void)
{
    csp_rt_unregister(csp_unit);
}
