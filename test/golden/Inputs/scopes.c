// Made by cspcc from scopes.c.
//
// For each coroutine f: struct f__frame holds what it keeps over a
// suspension, f__step runs it from there. Where f has to wait,
// csp_result is negative: the step saves what is kept and returns.
// Called again, it jumps to the state's label, into that `if`, and
// goes on behind it. The jump passes by the initialisers of locals:
// those that are kept start as 0 or as the frame has them, and are
// assigned where they were initialised.
#include <csp_abi.h>

// RUN: cd %S && %cspcc --emit=c scopes.c | sed 's/cspcc [0-9.]* from/cspcc from/' | diff Inputs/scopes.c -
// Variables that live in the frame: arrays and structs of disjoint scopes share
// their place, cleanups run on each way out, an array of variable length has
// memory of its own.
#include <csp.h>
#include <string.h>
#include <unistd.h>

// a coroutine: see scopes__step

int main(void); // a coroutine: see main__step

// -- frames ------------------------------------------------------------------

struct scopes__frame {
    struct csp_frame csp;
    int csp_ret;
    int fd;
    int n;
    ssize_t length;
    int i;
    csp_size csp_length_1;
    chan(int) c;
    union { /* one scope at a time */
        struct {
            char line[80] __attribute__((aligned(16)));
        };
        struct {
            void *squares;
        };
    };
    union { /* one operation or callee at a time */
        struct {
            struct csp_wait_send wait;
            int value;
        } send_3;
        struct csp_timer sleep_4;
        struct {
            struct csp_wait_send wait;
            int value;
        } send_5;
        struct {
            struct csp_wait_recv wait;
            int value;
        } get_6;
    };
};

struct main__frame {
    struct csp_frame csp;
    int csp_ret;
    union { /* one operation or callee at a time */
        struct scopes__frame scopes;
    };
};

static const struct csp_descriptor scopes__co;
static csp_step scopes__step;
extern const struct csp_descriptor main__co;
static csp_step main__step;

// -- scopes ------------------------------------------------------------------

// What the frame of scopes keeps, and over which of the suspensions AT_n:
//   fd             argument, over 1, 2
//   n              argument, over 4
//   c              at all times
//   line           at all times
//   length         over 1, 2
//   squares        at all times
//   i              over 4
#line 9 "scopes.c"
static int scopes__step(struct csp_frame *csp_frame, struct csp_worker *csp_worker)
{
    struct scopes__frame *f = (struct scopes__frame *)csp_frame;
    enum {
        AT_1_BLOCKING = 1, // line 16: blocking length = read(fd, line, sizeof line);
        AT_2_BACK = 2, // line 16: blocking length = read(fd, line, sizeof line);
        AT_3_SEND_C = 3, // line 18: chan_send(c, line[0]);
        AT_4_SLEEP = 4, // line 23: csp_sleep(squares[i]);
        AT_5_SEND_C = 5, // line 25: chan_send(c, squares[n]);
        AT_6_RECV_C = 6, // line 27: return chan_get(c);
    };
    int csp_at, csp_result;
    int fd = f->fd;
    int n = f->n;
    ssize_t length = 0;
    int i = 0;
    if (f->csp.resume) {
        length = f->length;
        i = f->i;
    }
    switch (f->csp.resume) {
    case AT_1_BLOCKING: goto at_1_blocking;
    case AT_2_BACK: goto at_2_back;
    case AT_3_SEND_C: goto at_3_send_c;
    case AT_4_SLEEP: goto at_4_sleep;
    case AT_5_SEND_C: goto at_5_send_c;
    case AT_6_RECV_C: goto at_6_recv_c;
    }
#line 11 "scopes.c"
    f->c = chan_make(int, 1);
    if (n < 0) {
        f->csp_ret = -1;
        csp__auto_release(&f->c);
        return CSP_DONE;
    }
#line 13 "scopes.c"
    if (n > 10) {


        csp_result = csp_rt_block(csp_worker, &f->csp);
        if (csp_result < 0) {
            csp_at = AT_1_BLOCKING;
            goto csp_suspend;
        at_1_blocking:
            csp_result = f->csp.result;
        }
        if (csp_result == CSP_ENDED) {
            csp__auto_release(&f->c);
            return CSP_UNWOUND;
        }
        {
            int csp_away = csp_result;
#line 16 "scopes.c"
            length = read(fd, f->line, sizeof f->line);
            csp_result = csp_away ? csp_rt_unblock(csp_worker, &f->csp) : 0;
            if (csp_result < 0) {
                csp_at = AT_2_BACK;
                goto csp_suspend;
            at_2_back:;
            }
        }
#line 17 "scopes.c"
        if (length <= 0) {
            f->csp_ret = -2;
            csp__auto_release(&f->c);
            return CSP_DONE;
        }
#line 18 "scopes.c"
        f->send_3.value = f->line[0];
        csp_result = csp_rt_send_slot(csp_worker, &f->csp, &f->send_3.wait, f->c,
                                      sizeof f->send_3.value);
        if (csp_result < 0) {
            csp_at = AT_3_SEND_C;
            goto csp_suspend;
        at_3_send_c:
            csp_result = f->csp.result;
        }
        if (!csp_result && (csp_result = csp_rt_ended(csp_worker))) {
            csp__auto_release(&f->c);
            return CSP_UNWOUND;
        }
        if (!csp_result) csp_rt_send_failed("scopes.c", 18);
    } else {
#line 20 "scopes.c"
        f->csp_length_1 = n + 1;
        f->squares = csp_rt_scratch(sizeof(int [f->csp_length_1]), "scopes.c", 20);
#line 21 "scopes.c"
        for (i = 0; i <= n; i++) {
            (*(int (*)[f->csp_length_1])f->squares)[i] = i * i;
            csp_result = csp_rt_sleep(csp_worker, &f->csp, &f->sleep_4,
                                      (*(int (*)[f->csp_length_1])f->squares)[i]);
            if (csp_result < 0) {
                csp_at = AT_4_SLEEP;
                goto csp_suspend;
            at_4_sleep:
                csp_result = f->csp.result;
            }
            if (csp_result == CSP_ENDED) {
                csp_rt_scratch_free(f->squares);
                csp__auto_release(&f->c);
                return CSP_UNWOUND;
            }
        }
#line 25 "scopes.c"
        f->send_5.value = (*(int (*)[f->csp_length_1])f->squares)[n];
        csp_result = csp_rt_send_slot(csp_worker, &f->csp, &f->send_5.wait, f->c,
                                      sizeof f->send_5.value);
        if (csp_result < 0) {
            csp_at = AT_5_SEND_C;
            goto csp_suspend;
        at_5_send_c:
            csp_result = f->csp.result;
        }
        if (!csp_result && (csp_result = csp_rt_ended(csp_worker))) {
            csp_rt_scratch_free(f->squares);
            csp__auto_release(&f->c);
            return CSP_UNWOUND;
        }
        if (!csp_result) csp_rt_send_failed("scopes.c", 25);
        csp_rt_scratch_free(f->squares);
    }
#line 27 "scopes.c"
    csp_result = csp_rt_recv_slot(csp_worker, &f->csp, &f->get_6.wait, f->c, sizeof f->get_6.value);
    if (csp_result < 0) {
        csp_at = AT_6_RECV_C;
        goto csp_suspend;
    at_6_recv_c:
        csp_result = f->csp.result;
    }
    if (!csp_result && (csp_result = csp_rt_ended(csp_worker))) {
        csp__auto_release(&f->c);
        return CSP_UNWOUND;
    }
    f->csp_ret = f->get_6.value;
    csp__auto_release(&f->c);
    return CSP_DONE;
#line 221 "scopes.csp.c"
csp_suspend: // the frame keeps what is still needed
    f->length = length;
    f->i = i;
    f->csp.resume = (csp_u32)csp_at;
    return csp_result;
}

// -- main --------------------------------------------------------------------

#line 30 "scopes.c"
static int main__step(struct csp_frame *csp_frame, struct csp_worker *csp_worker)
{
    struct main__frame *f = (struct main__frame *)csp_frame;
    enum {
        AT_1_CALL_SCOPES = 1, // line 32: return scopes(0, 3);
    };
    int csp_at, csp_result;
    switch (f->csp.resume) {
    case AT_1_CALL_SCOPES: goto at_1_call_scopes;
    }
#line 32 "scopes.c"
    f->scopes.fd = 0;
    f->scopes.n = 3;
    csp_rt_frame_init(&f->scopes.csp, scopes__step, &f->csp);
    csp_result = scopes__step(&f->scopes.csp, csp_worker);
    if (csp_result < 0) {
        csp_at = AT_1_CALL_SCOPES;
        goto csp_suspend;
    at_1_call_scopes:
        csp_result = f->csp.result;
    }
    if (csp_result) return CSP_UNWOUND;
    f->csp_ret = f->scopes.csp_ret;
    return CSP_DONE;
#line 256 "scopes.csp.c"
csp_suspend: // the frame keeps what is still needed
    f->csp.resume = (csp_u32)csp_at;
    return csp_result;
}

// -- for the runtime ---------------------------------------------------------

static const struct csp_point scopes__points[] = {
    {16, CSP_POINT_BLOCKING, 0},
    {16, CSP_POINT_BLOCKING, 0},
    {18, CSP_POINT_SEND, "c"},
    {23, CSP_POINT_SLEEP, 0},
    {25, CSP_POINT_SEND, "c"},
    {27, CSP_POINT_RECV, "c"},
};
static const struct csp_field scopes__fields[] = {
    {"fd", "int\0i *",
     __builtin_offsetof(struct scopes__frame, fd),
     sizeof ((struct scopes__frame *)0)->fd},
    {"n", "int\0i *",
     __builtin_offsetof(struct scopes__frame, n),
     sizeof ((struct scopes__frame *)0)->n},
    {"c", "chan(int)\0h *",
     __builtin_offsetof(struct scopes__frame, c),
     sizeof ((struct scopes__frame *)0)->c},
    {"line", "char [80]\0[80+1]c 1,2,3",
     __builtin_offsetof(struct scopes__frame, line),
     sizeof ((struct scopes__frame *)0)->line},
    {"length", "ssize_t\0i 1,2,3",
     __builtin_offsetof(struct scopes__frame, length),
     sizeof ((struct scopes__frame *)0)->length},
    {"squares", "int []\0v4]i 4,5",
     __builtin_offsetof(struct scopes__frame, squares),
     sizeof ((struct scopes__frame *)0)->squares},
    {"", "\0u *",
     __builtin_offsetof(struct scopes__frame, csp_length_1),
     sizeof ((struct scopes__frame *)0)->csp_length_1},
    {"i", "int\0i 4",
     __builtin_offsetof(struct scopes__frame, i),
     sizeof ((struct scopes__frame *)0)->i},
};
static const struct csp_descriptor scopes__co = {
    scopes__step, 0,
    sizeof(struct scopes__frame), _Alignof(struct scopes__frame),
    CSP_COROUTINE_SHAPES | 2 * CSP_COROUTINE_PARAMETER, 9,
    "scopes", "scopes.c", 6, 8,
    scopes__points, scopes__fields,
};

static const struct csp_point main__points[] = {
    {32, CSP_POINT_CALL, "scopes"},
};
const struct csp_descriptor main__co = {
    main__step, (void (*)(void))main,
    sizeof(struct main__frame), _Alignof(struct main__frame),
    CSP_COROUTINE_MAIN | CSP_COROUTINE_SHAPES, 30,
    "main", "scopes.c", 1, 0,
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
    &scopes__co,
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
