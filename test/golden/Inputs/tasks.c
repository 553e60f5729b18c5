// Made by cspcc from tasks.c.
//
// For each coroutine f: struct f__frame holds what it keeps over a
// suspension, f__step runs it from there. Where f has to wait,
// csp_result is negative: the step saves what is kept and returns.
// Called again, it jumps to the state's label, into that `if`, and
// goes on behind it. The jump passes by the initialisers of locals:
// those that are kept start as 0 or as the frame has them, and are
// assigned where they were initialised.
#include <csp_abi.h>

// RUN: cd %S && %cspcc --emit=c tasks.c | sed 's/cspcc [0-9.]* from/cspcc from/' | diff Inputs/tasks.c -
// What starts tasks: a call, a block with copies, a handle, par with its
// branches inside the frame.
#include <csp.h>

static int square(int n); // a coroutine: see square__step

int main(void); // a coroutine: see main__step

// -- frames ------------------------------------------------------------------

struct square__frame {
    struct csp_frame csp;
    int csp_ret;
    int n;
};

struct main__par_2__frame {
    struct csp_frame csp;
    struct main__frame *csp_up;
    union { /* one operation or callee at a time */
        struct square__frame square;
    };
};

struct main__par_3__frame {
    struct csp_frame csp;
    struct main__frame *csp_up;
    union { /* one operation or callee at a time */
        struct {
            struct csp_wait wait;
        } recv_1;
    };
};

struct main__frame {
    struct csp_frame csp;
    int csp_ret;
    int a;
    task(int) t;
    struct csp_gather csp_gather_1;
    chan(int) c;
    int b;
    int sum[3];
    union { /* one operation or callee at a time */
        struct {
            struct csp_gather gather;
            struct {
                struct csp_branch branch[(_Alignof(struct main__par_2__frame) + 31) / 32];
                struct main__par_2__frame frame;
            } main__par_2;
            struct {
                struct csp_branch branch[(_Alignof(struct main__par_3__frame) + 31) / 32];
                struct main__par_3__frame frame;
            } main__par_3;
        } par_1;
        struct {
            struct csp_wait wait;
            struct csp_frame *task;
        } join_3;
    };
};

struct main__go_1__frame {
    struct csp_frame csp;
    chan(int) c;
    int a;
    union { /* one operation or callee at a time */
        struct {
            struct csp_wait_send wait;
            int value;
        } send_1;
    };
};

struct main__par_4__frame {
    struct csp_frame csp;
    void *csp_turn[3];
    struct main__frame *csp_up;
    int i;
    union { /* one operation or callee at a time */
        struct square__frame square;
    };
};

static const struct csp_descriptor square__co;
static csp_step square__step;
static const struct csp_descriptor main__par_2__co;
static csp_step main__par_2__step;
static const struct csp_descriptor main__par_3__co;
static csp_step main__par_3__step;
extern const struct csp_descriptor main__co;
static csp_step main__step;
static const struct csp_descriptor main__go_1__co;
static csp_step main__go_1__step;
static const struct csp_descriptor main__par_4__co;
static csp_step main__par_4__step;

// -- square ------------------------------------------------------------------

// What the frame of square keeps, and over which of the suspensions AT_n:
//   n              argument, over 1
#line 6 "tasks.c"
static int square__step(struct csp_frame *csp_frame, struct csp_worker *csp_worker)
{
    struct square__frame *f = (struct square__frame *)csp_frame;
    enum {
        AT_1_YIELD = 1, // line 8: yield();
    };
    int csp_at, csp_result;
    int n = f->n;
    switch (f->csp.resume) {
    case AT_1_YIELD: goto at_1_yield;
    }
#line 8 "tasks.c"
    csp_result = csp_rt_yield(csp_worker, &f->csp);
    if (csp_result < 0) {
        csp_at = AT_1_YIELD;
        goto csp_suspend;
    at_1_yield:
        csp_result = f->csp.result;
    }
    if (csp_result == CSP_ENDED) return CSP_UNWOUND;
#line 9 "tasks.c"
    f->csp_ret = n * n;
    return CSP_DONE;
#line 139 "tasks.csp.c"
csp_suspend: // the frame keeps what is still needed
    f->csp.resume = (csp_u32)csp_at;
    return csp_result;
}

// -- main --------------------------------------------------------------------

struct main__join_1 {
    struct csp_frame csp;
    int csp_ret;
};

// What the frame of main keeps, and over which of the suspensions AT_n:
//   c              at all times
//   a              over 1, 2, 3
//   b              at all times
//   sum            at all times
//   t              over 1, 2
#line 12 "tasks.c"
static int main__step(struct csp_frame *csp_frame, struct csp_worker *csp_worker)
{
    struct main__frame *f = (struct main__frame *)csp_frame;
    enum {
        AT_1_PAR = 1, // line 20: par {
        AT_2_PAR = 2, // line 24: par for (int i = 1; i < 3; i++) sum[i] = square(i);
        AT_3_JOIN_T = 3, // line 25: return join(t) + a + b + sum[0] + sum[1] + sum[2];
    };
    int csp_at, csp_result;
    int a = 0;
    task(int) t = 0;
    task(int) csp_tmp_1;
    int csp_tmp_2;
    if (f->csp.resume) {
        a = f->a;
        t = f->t;
    }
    switch (f->csp.resume) {
    case AT_1_PAR: goto at_1_par;
    case AT_2_PAR: goto at_2_par;
    case AT_3_JOIN_T: goto at_3_join_t;
    }
#line 14 "tasks.c"
    f->c = chan_make(int, 1);
    a = 2;
    f->b = 0;
    __builtin_memcpy((void *)&f->sum, &(int [3]){0}, sizeof f->sum);
#line 16 "tasks.c"
    {
        struct square__frame *csp_new = (struct square__frame *)csp_rt_spawn_task(csp_worker,
            &square__co, "tasks.c", 16);
        if (csp_new) {
            csp_new->n = a;
            csp_rt_start(csp_worker, &csp_new->csp);
        }
        csp_tmp_1 = (__typeof__(csp_tmp_1))(void *)csp_new;
    }
    t = csp_tmp_1;
#line 17 "tasks.c"
    {
        struct main__go_1__frame *csp_new = (struct main__go_1__frame *)csp_rt_spawn(csp_worker,
            &main__go_1__co, "tasks.c", 17);
        csp_new->c = f->c;
        csp_new->a = a;
        csp_rt_start(csp_worker, &csp_new->csp);
    }
#line 20 "tasks.c"
    csp_rt_par_begin(&f->par_1.gather);
    csp_rt_par_branch(csp_worker, &f->par_1.gather,
                      (struct csp_branch *)&f->par_1.main__par_2.frame - 1, &main__par_2__co);
    f->par_1.main__par_2.frame.csp_up = f;
    csp_rt_start(csp_worker, &f->par_1.main__par_2.frame.csp);
    csp_rt_par_branch(csp_worker, &f->par_1.gather,
                      (struct csp_branch *)&f->par_1.main__par_3.frame - 1, &main__par_3__co);
    f->par_1.main__par_3.frame.csp_up = f;
    csp_rt_start(csp_worker, &f->par_1.main__par_3.frame.csp);
    csp_result = csp_rt_par_wait(csp_worker, &f->csp, &f->par_1.gather);
    if (csp_result < 0) {
        csp_at = AT_1_PAR;
        goto csp_suspend;
    at_1_par:
        csp_result = f->csp.result;
    }
    if (csp_result == CSP_ENDED) return CSP_UNWOUND;
#line 24 "tasks.c"
    csp_rt_par_begin(&f->csp_gather_1);
#line 24 "tasks.c"
    for (int i = 1; i < 3; i++) {
        {
            struct main__par_4__frame *csp_new =
                (struct main__par_4__frame *)csp_rt_par_spawn(csp_worker, &f->csp_gather_1,
                                                              &main__par_4__co, "tasks.c", 24);
            csp_new->csp_up = f;
            csp_new->i = i;
            csp_rt_start(csp_worker, &csp_new->csp);
        }
    }
    csp_result = csp_rt_par_wait(csp_worker, &f->csp, &f->csp_gather_1);
    if (csp_result < 0) {
        csp_at = AT_2_PAR;
        goto csp_suspend;
    at_2_par:
        csp_result = f->csp.result;
    }
    if (csp_result == CSP_ENDED) return CSP_UNWOUND;
#line 25 "tasks.c"
    f->join_3.task = (struct csp_frame *)(void *)(t);
    csp_result = csp_rt_join(csp_worker, &f->csp, &f->join_3.wait, f->join_3.task);
    if (csp_result < 0) {
        csp_at = AT_3_JOIN_T;
        goto csp_suspend;
    at_3_join_t:
        csp_result = f->csp.result;
    }
    if (csp_result == CSP_ENDED) {
        csp_rt_abandon(f->join_3.task, "tasks.c", 25);
        return CSP_UNWOUND;
    }
    csp_tmp_2 = csp_result ? (int){ 0 } : ((struct main__join_1 *)f->join_3.task)->csp_ret;
    csp_rt_task_free(csp_worker, f->join_3.task);
    f->csp_ret = csp_tmp_2 + a + f->b + f->sum[0] + f->sum[1] + f->sum[2];
    return CSP_DONE;
#line 261 "tasks.csp.c"
csp_suspend: // the frame keeps what is still needed
    f->a = a;
    f->t = t;
    f->csp.resume = (csp_u32)csp_at;
    return csp_result;
}

// -- main__go_1 --------------------------------------------------------------

// What the frame of main__go_1 keeps, and over which of the suspensions AT_n:
//   c              argument
//   a              argument
#line 17 "tasks.c"
static int main__go_1__step(struct csp_frame *csp_frame, struct csp_worker *csp_worker)
{
    struct main__go_1__frame *f = (struct main__go_1__frame *)csp_frame;
    enum {
        AT_1_SEND_C = 1, // line 18: chan_send(c, a);
    };
    int csp_at, csp_result;
    chan(int) c = f->c;
    int a = f->a;
    switch (f->csp.resume) {
    case AT_1_SEND_C: goto at_1_send_c;
    }
#line 18 "tasks.c"
        f->send_1.value = a;
        csp_result = csp_rt_send_slot(csp_worker, &f->csp, &f->send_1.wait, c,
                                      sizeof f->send_1.value);
        if (csp_result < 0) {
            csp_at = AT_1_SEND_C;
            goto csp_suspend;
        at_1_send_c:
            csp_result = f->csp.result;
        }
        if (!csp_result && (csp_result = csp_rt_ended(csp_worker))) return CSP_UNWOUND;
        if (!csp_result) csp_rt_send_failed("tasks.c", 18);
    return CSP_DONE;
#line 300 "tasks.csp.c"
csp_suspend: // the frame keeps what is still needed
    f->csp.resume = (csp_u32)csp_at;
    return csp_result;
}

// -- main__par_2 -------------------------------------------------------------

#line 21 "tasks.c"
static int main__par_2__step(struct csp_frame *csp_frame, struct csp_worker *csp_worker)
{
    struct main__par_2__frame *f = (struct main__par_2__frame *)csp_frame;
    enum {
        AT_1_CALL_SQUARE = 1, // line 21: b = square(3);
    };
    int csp_at, csp_result;
    switch (f->csp.resume) {
    case AT_1_CALL_SQUARE: goto at_1_call_square;
    }
#line 21 "tasks.c"
        f->square.n = 3;
        csp_rt_frame_init(&f->square.csp, square__step, &f->csp);
        csp_result = square__step(&f->square.csp, csp_worker);
        if (csp_result < 0) {
            csp_at = AT_1_CALL_SQUARE;
            goto csp_suspend;
        at_1_call_square:
            csp_result = f->csp.result;
        }
        if (csp_result) return CSP_UNWOUND;
        f->csp_up->b = f->square.csp_ret;
    return CSP_DONE;
#line 332 "tasks.csp.c"
csp_suspend: // the frame keeps what is still needed
    f->csp.resume = (csp_u32)csp_at;
    return csp_result;
}

// -- main__par_3 -------------------------------------------------------------

#line 22 "tasks.c"
static int main__par_3__step(struct csp_frame *csp_frame, struct csp_worker *csp_worker)
{
    struct main__par_3__frame *f = (struct main__par_3__frame *)csp_frame;
    enum {
        AT_1_RECV_C = 1, // line 22: chan_recv(c, &sum[0]);
    };
    int csp_at, csp_result;
    switch (f->csp.resume) {
    case AT_1_RECV_C: goto at_1_recv_c;
    }
#line 22 "tasks.c"
        csp_result = csp_rt_recv_sized(csp_worker, &f->csp, &f->recv_1.wait, f->csp_up->c,
                                       &f->csp_up->sum[0], sizeof(int));
        if (csp_result < 0) {
            csp_at = AT_1_RECV_C;
            goto csp_suspend;
        at_1_recv_c:
            csp_result = f->csp.result;
        }
        if (!csp_result && (csp_result = csp_rt_ended(csp_worker))) return CSP_UNWOUND;
    return CSP_DONE;
#line 362 "tasks.csp.c"
csp_suspend: // the frame keeps what is still needed
    f->csp.resume = (csp_u32)csp_at;
    return csp_result;
}

// -- main__par_4 -------------------------------------------------------------

// What the frame of main__par_4 keeps, and over which of the suspensions AT_n:
//   i              argument, over 1
#line 24 "tasks.c"
static int main__par_4__step(struct csp_frame *csp_frame, struct csp_worker *csp_worker)
{
    struct main__par_4__frame *f = (struct main__par_4__frame *)csp_frame;
    enum {
        AT_1_CALL_SQUARE = 1, // line 24: par for (int i = 1; i < 3; i++) sum[i] = square(i);
    };
    int csp_at, csp_result;
    int i = f->i;
    switch (f->csp.resume) {
    case AT_1_CALL_SQUARE: goto at_1_call_square;
    }
#line 24 "tasks.c"
    f->square.n = i;
    csp_rt_frame_init(&f->square.csp, square__step, &f->csp);
    csp_result = square__step(&f->square.csp, csp_worker);
    if (csp_result < 0) {
        csp_at = AT_1_CALL_SQUARE;
        goto csp_suspend;
    at_1_call_square:
        csp_result = f->csp.result;
    }
    if (csp_result) return CSP_UNWOUND;
    f->csp_up->sum[i] = f->square.csp_ret;
    return CSP_DONE;
#line 397 "tasks.csp.c"
csp_suspend: // the frame keeps what is still needed
    f->csp.resume = (csp_u32)csp_at;
    return csp_result;
}

// -- for the runtime ---------------------------------------------------------

static const struct csp_point square__points[] = {
    {8, CSP_POINT_YIELD, 0},
};
static const struct csp_field square__fields[] = {
    {"n", "int\0i *",
     __builtin_offsetof(struct square__frame, n),
     sizeof ((struct square__frame *)0)->n},
};
static const struct csp_descriptor square__co = {
    square__step, (void (*)(void))square,
    sizeof(struct square__frame), _Alignof(struct square__frame),
    CSP_COROUTINE_SHAPES | 1 * CSP_COROUTINE_PARAMETER, 6,
    "square", "tasks.c", 1, 1,
    square__points, square__fields,
};

static const struct csp_point main__points[] = {
    {20, CSP_POINT_PAR, 0},
    {24, CSP_POINT_PAR, 0},
    {25, CSP_POINT_JOIN, "t"},
};
static const struct csp_field main__fields[] = {
    {"c", "chan(int)\0h *",
     __builtin_offsetof(struct main__frame, c),
     sizeof ((struct main__frame *)0)->c},
    {"a", "int\0i *",
     __builtin_offsetof(struct main__frame, a),
     sizeof ((struct main__frame *)0)->a},
    {"b", "int\0i *",
     __builtin_offsetof(struct main__frame, b),
     sizeof ((struct main__frame *)0)->b},
    {"sum", "int [3]\0[3+4]i *",
     __builtin_offsetof(struct main__frame, sum),
     sizeof ((struct main__frame *)0)->sum},
    {"t", "task(int)\0t *",
     __builtin_offsetof(struct main__frame, t),
     sizeof ((struct main__frame *)0)->t},
};
const struct csp_descriptor main__co = {
    main__step, (void (*)(void))main,
    sizeof(struct main__frame), _Alignof(struct main__frame),
    CSP_COROUTINE_MAIN | CSP_COROUTINE_SHAPES, 12,
    "main", "tasks.c", 3, 5,
    main__points, main__fields,
};

static const struct csp_point main__go_1__points[] = {
    {18, CSP_POINT_SEND, "c"},
};
static const struct csp_field main__go_1__fields[] = {
    {"c", "chan(int)\0h *",
     __builtin_offsetof(struct main__go_1__frame, c),
     sizeof ((struct main__go_1__frame *)0)->c},
    {"a", "int\0i *",
     __builtin_offsetof(struct main__go_1__frame, a),
     sizeof ((struct main__go_1__frame *)0)->a},
};
static const struct csp_descriptor main__go_1__co = {
    main__go_1__step, 0,
    sizeof(struct main__go_1__frame), _Alignof(struct main__go_1__frame),
    CSP_COROUTINE_SHAPES | 2 * CSP_COROUTINE_PARAMETER, 17,
    "main__go_1", "tasks.c", 1, 2,
    main__go_1__points, main__go_1__fields,
};

static const struct csp_point main__par_2__points[] = {
    {21, CSP_POINT_CALL, "square"},
};
static const struct csp_descriptor main__par_2__co = {
    main__par_2__step, 0,
    sizeof(struct main__par_2__frame), _Alignof(struct main__par_2__frame),
    CSP_COROUTINE_SHAPES, 21,
    "main__par_2", "tasks.c", 1, 0,
    main__par_2__points, 0,
};

static const struct csp_point main__par_3__points[] = {
    {22, CSP_POINT_RECV, "c"},
};
static const struct csp_descriptor main__par_3__co = {
    main__par_3__step, 0,
    sizeof(struct main__par_3__frame), _Alignof(struct main__par_3__frame),
    CSP_COROUTINE_SHAPES, 22,
    "main__par_3", "tasks.c", 1, 0,
    main__par_3__points, 0,
};

static const struct csp_point main__par_4__points[] = {
    {24, CSP_POINT_CALL, "square"},
};
static const struct csp_field main__par_4__fields[] = {
    {"i", "int\0i *",
     __builtin_offsetof(struct main__par_4__frame, i),
     sizeof ((struct main__par_4__frame *)0)->i},
};
static const struct csp_descriptor main__par_4__co = {
    main__par_4__step, 0,
    sizeof(struct main__par_4__frame), _Alignof(struct main__par_4__frame),
    CSP_COROUTINE_SHAPES | 1 * CSP_COROUTINE_PARAMETER, 24,
    "main__par_4", "tasks.c", 1, 1,
    main__par_4__points, main__par_4__fields,
};

static int square(int n)
{
    struct square__frame *csp_f = (struct square__frame *)csp_rt_enter(&square__co);
    csp_f->n = n;
    csp_rt_wait(&csp_f->csp);
    int csp_value = csp_f->csp_ret;
    csp_rt_leave(&csp_f->csp);
    return csp_value;
}

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
    &square__co,
    &main__par_2__co,
    &main__par_3__co,
    &main__co,
    &main__go_1__co,
    &main__par_4__co,
};
__attribute__((constructor(101))) static void csp_unit_register(void)
{
    csp_rt_register_v5(csp_unit, csp_unit + 6);
}
__attribute__((destructor(101))) static void csp_unit_unregister(void)
{
    csp_rt_unregister(csp_unit);
}
