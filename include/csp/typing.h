// SPDX-License-Identifier: MIT
// csp/typing.h: the forms of csp.h as calls that take anything, for the parse
// by which cspcc finds out what is wrong with their operands, see
// tool/front/typing.c. csp.h includes it under __CSPCC_TYPING__, nobody else
// does. csp__form_NAME gets the operands of a form, csp__sent what the form
// sends: each in a statement of its own, so that an operand that is no
// expression spoils no other.
#ifndef CSP_TYPING_H
#define CSP_TYPING_H

#define csp__form(name, ...) csp__form_##name(0, __VA_ARGS__)
#define csp__typed_as(value, ...)                                              \
    __extension__({                                                            \
        __VA_ARGS__;                                                           \
        value;                                                                 \
    })
#define csp__gives_int(...) csp__typed_as(0, __VA_ARGS__)
#define csp__gives(T, ...) csp__typed_as(*(T *)0, __VA_ARGS__)

int csp__sent(int zero, ...);
#define csp__declare(name) int csp__form_##name(int zero, ...)
csp__declare(chan_send);
csp__declare(chan_try_send);
csp__declare(chan_send_thread);
csp__declare(chan_recv);
csp__declare(chan_try_recv);
csp__declare(chan_recv_thread);
csp__declare(chan_get);
csp__declare(chan_make);
csp__declare(chan_make_drop);
csp__declare(chan_make_slide);
csp__declare(chan_after);
csp__declare(chan_tick);
csp__declare(timer_start);
csp__declare(timer_stop);
csp__declare(timer_reset);
csp__declare(chan_retain);
csp__declare(chan_release);
csp__declare(chan_close);
csp__declare(chan_fail);
csp__declare(chan_error);
csp__declare(chan_writers);
csp__declare(chan_retire);
csp__declare(chan_on_drop);
csp__declare(chan_len);
csp__declare(chan_cap);
csp__declare(join);
csp__declare(task_drop);
csp__declare(task_cancel);
csp__declare(state);
csp__declare(chan_info);
csp__declare(within);
csp__declare(until);
csp__declare(sleep);
csp__declare(case_recv);
csp__declare(case_send);
csp__declare(case_after);
csp__declare(choice_recv);
csp__declare(choice_send);
csp__declare(choice_after);
csp__declare(select_set);

#undef csp_chan_send
#undef csp_chan_try_send
#undef csp_chan_send_thread
#define csp_chan_send(c, ...)                                                  \
    csp__gives_int(csp__form(chan_send, c); csp__sent(0, __VA_ARGS__))
#define csp_chan_try_send(c, ...)                                              \
    csp__gives_int(csp__form(chan_try_send, c); csp__sent(0, __VA_ARGS__))
#define csp_chan_send_thread(c, ...)                                           \
    csp__gives_int(csp__form(chan_send_thread, c); csp__sent(0, __VA_ARGS__))

#undef csp_chan_recv
#undef csp_chan_try_recv
#undef csp_chan_recv_thread
#undef csp_chan_get
#define csp_chan_recv(...) csp__form(chan_recv, __VA_ARGS__)
#define csp_chan_try_recv(...) csp__form(chan_try_recv, __VA_ARGS__)
#define csp_chan_recv_thread(...) csp__form(chan_recv_thread, __VA_ARGS__)
#define csp_chan_get(c) csp__gives(csp__elem(c), csp__form(chan_get, c))

#undef csp_chan_make
#undef csp_chan_make_drop
#undef csp_chan_make_slide
#define csp_chan_make(T, n) csp__gives(csp_chan(T), csp__form(chan_make, n))
#define csp_chan_make_drop(T, n)                                               \
    csp__gives(csp_chan(T), csp__form(chan_make_drop, n))
#define csp_chan_make_slide(T, n)                                              \
    csp__gives(csp_chan(T), csp__form(chan_make_slide, n))

#undef csp_chan_after
#undef csp_chan_tick
#undef csp_timer_start
#undef csp_timer_stop
#undef csp_timer_reset
#define csp_chan_after(...)                                                    \
    csp__gives(csp_chan(int64_t), csp__form(chan_after, __VA_ARGS__))
#define csp_chan_tick(...)                                                     \
    csp__gives(csp_chan(int64_t), csp__form(chan_tick, __VA_ARGS__))
#define csp_timer_start(...)                                                   \
    csp__gives(csp_timer, csp__form(timer_start, __VA_ARGS__))
#define csp_timer_stop(...) csp__form(timer_stop, __VA_ARGS__)
#define csp_timer_reset(...) csp__form(timer_reset, __VA_ARGS__)

#undef csp_chan_retain
#undef csp_chan_release
#undef csp_chan_close
#undef csp_chan_fail
#undef csp_chan_error
#undef csp_chan_writers
#undef csp_chan_retire
#undef csp_chan_on_drop
#undef csp_chan_len
#undef csp_chan_cap
#define csp_chan_retain(c) csp__gives(__typeof__(c), csp__form(chan_retain, c))
#define csp_chan_release(...) csp__form(chan_release, __VA_ARGS__)
#define csp_chan_close(...) csp__form(chan_close, __VA_ARGS__)
#define csp_chan_fail(...) csp__form(chan_fail, __VA_ARGS__)
#define csp_chan_error(...) csp__form(chan_error, __VA_ARGS__)
#define csp_chan_writers(...) csp__form(chan_writers, __VA_ARGS__)
#define csp_chan_retire(...) csp__form(chan_retire, __VA_ARGS__)
#define csp_chan_on_drop(...) csp__form(chan_on_drop, __VA_ARGS__)
#define csp_chan_len(...) csp__form(chan_len, __VA_ARGS__)
#define csp_chan_cap(...) csp__form(chan_cap, __VA_ARGS__)

#undef csp_join
#undef csp_task_drop
#undef csp_task_cancel
#undef csp_state
#undef csp_chan_info
#undef csp_within
#undef csp_until
#define csp_join(t)                                                            \
    csp__typed_as((t)((struct csp__task *)0), csp__form(join, t))
#define csp_task_drop(...) csp__form(task_drop, __VA_ARGS__)
#define csp_task_cancel(...) csp__form(task_cancel, __VA_ARGS__)
#define csp_state(...)                                                         \
    csp__gives(struct csp_state, csp__form(state, __VA_ARGS__))
#define csp_chan_info(...)                                                     \
    csp__gives(struct csp_chan_info, csp__form(chan_info, __VA_ARGS__))
#define csp_sleep(...) csp__form(sleep, __VA_ARGS__)
#define csp_within(...)                                                        \
    if (csp__form(within, __VA_ARGS__)) {                                      \
    } else
#define csp_until(...)                                                         \
    if (csp__form(until, __VA_ARGS__)) {                                       \
    } else

#undef csp_case_recv
#undef csp_case_send
#undef csp_case_after
#define csp__labelled(n) csp__ready_##n
#define csp__label(n) csp__labelled(n)
#define csp_case_recv(...)                                                     \
    csp__form(case_recv, __VA_ARGS__);                                         \
    csp__label(__COUNTER__)
#define csp_case_send(c, ...)                                                  \
    csp__form(case_send, c);                                                   \
    csp__sent(0, __VA_ARGS__);                                                 \
    csp__label(__COUNTER__)
#define csp_case_after(...)                                                    \
    csp__form(case_after, __VA_ARGS__);                                        \
    csp__label(__COUNTER__)

#undef csp_choice_recv
#undef csp_choice_send
#define csp_choice_recv(...)                                                   \
    csp__gives(struct csp_choice, csp__form(choice_recv, __VA_ARGS__))
#define csp_choice_send(...)                                                   \
    csp__gives(struct csp_choice, csp__form(choice_send, __VA_ARGS__))
#define csp_choice_after(...)                                                  \
    csp__gives(struct csp_choice, csp__form(choice_after, __VA_ARGS__))
#define csp_select_set(...) csp__form(select_set, __VA_ARGS__)

#endif
