// SPDX-License-Identifier: MIT
// machine.h: step functions by hand, as short as can be.
//
// MACHINE(name, fields) { BEGIN ... OP(operation) ... END } defines struct
// name, its step name_step and its descriptor name_co. In the body `self` is
// the frame, `worker` the worker, and after OP `r` is the result. Locals do not
// live across an OP: use fields.
#ifndef TEST_MACHINE_H
#define TEST_MACHINE_H

#include "base/public.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MACHINE(id, ...)                                                       \
    struct id {                                                                \
        struct csp_frame head;                                                 \
        __VA_ARGS__                                                            \
    };                                                                         \
    static int id##_step(struct csp_frame *, struct csp_worker *);             \
    static const struct csp_descriptor id##_co = {.step = id##_step,           \
                                                  .size = sizeof(struct id),   \
                                                  .align =                     \
                                                      _Alignof(struct id),     \
                                                  .name = #id,                 \
                                                  .file = __FILE__,            \
                                                  .line = __LINE__};           \
    static int id##_run(struct id *self, struct csp_worker *worker);           \
    static int id##_step(struct csp_frame *frame, struct csp_worker *worker)   \
    {                                                                          \
        return id##_run((struct id *)frame, worker);                           \
    }                                                                          \
    static int id##_run(struct id *self, struct csp_worker *worker)

#define BEGIN                                                                  \
    int r = 0;                                                                 \
    (void)r, (void)worker;                                                     \
    switch (self->head.resume) {                                               \
    case 0:;
#define END                                                                    \
    }                                                                          \
    return CSP_DONE;

// One suspension a line.
#define OP(operation)                                                          \
    do {                                                                       \
        r = (operation);                                                       \
        if (r < 0) {                                                           \
            self->head.resume = __LINE__;                                      \
            return r;                                                          \
        case __LINE__: r = self->head.result;                                  \
        }                                                                      \
    } while (0)

// A call of a coroutine: the result of a step that has ended is 0.
#define CALL(child)                                                            \
    do {                                                                       \
        r = csp_rt_call(worker, (struct csp_frame *)(child));                  \
        if (r < 0) {                                                           \
            self->head.resume = __LINE__;                                      \
            return r;                                                          \
        case __LINE__:;                                                        \
        }                                                                      \
    } while (0)

// The last two arguments of what tells its place when it stops the program.
#define HERE __FILE__, __LINE__

// cmocka's assertions jump out of the test, which no step may do, on any
// thread.
#define CHECK(condition)                                                       \
    do {                                                                       \
        if (!(condition)) {                                                    \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);    \
            abort();                                                           \
        }                                                                      \
    } while (0)

#define FRAME (&self->head)
#define SEND(c, p)                                                             \
    OP(csp_rt_send_sized(worker, FRAME, &self->wait, c, p, sizeof *(p)))
#define RECV(c, p)                                                             \
    OP(csp_rt_recv_sized(worker, FRAME, &self->wait, c, p, sizeof *(p)))
#define YIELD() OP(csp_rt_yield(worker, FRAME))
#define SLEEP(ns) OP(csp_rt_sleep(worker, FRAME, &self->timer, ns))
#define SELECT(cases, n, flags)                                                \
    OP(csp_rt_select(worker, FRAME, cases, n, flags))

// The fields of a new frame are zero, which the ABI does not promise.
static inline void *zeroed(struct csp_frame *frame, size_t bytes)
{
    memset(frame + 1, 0, bytes - sizeof *frame);
    return frame;
}

#define SPAWN(variable, name)                                                  \
    struct name *variable =                                                    \
        zeroed(csp_rt_spawn(worker, &name##_co, __FILE__, __LINE__),           \
               sizeof(struct name))
#define START(variable) csp_rt_start(worker, &(variable)->head)

// From a thread that is not a worker.
#define ENTER(variable, name)                                                  \
    struct name *variable =                                                    \
        zeroed(csp_rt_enter(&name##_co), sizeof(struct name))
#define WAIT(variable) csp_rt_wait(&(variable)->head)
#define LEAVE(variable) csp_rt_leave(&(variable)->head)

#endif
