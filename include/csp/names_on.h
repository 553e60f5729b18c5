// SPDX-License-Identifier: MIT
// csp/names_on.h: the short names of csp.h (go, chan, select, ...), the only
// list of them. csp.h includes it; programs do so behind <csp/names_off.h>, as
// often as they like: the last of the two counts. Under -DCSP_NO_SHORT_NAMES
// there are none.
#pragma GCC system_header
#ifndef CSP_H
#include "../csp.h" // which comes back here
#elif !defined CSP_NO_SHORT_NAMES
#define coroutine csp_coroutine
#define go csp_go
#define task(T) csp_task(T)
#define spawn(call) csp_spawn(call)
#define task_drop(t) csp_task_drop(t)
#define task_cancel(t) csp_task_cancel(t)
#define blocking csp_blocking
#define within(...) csp_within(__VA_ARGS__)
#define until(...) csp_until(__VA_ARGS__)
#define shield() csp_shield()
#define group(...) csp_group(__VA_ARGS__)
#define go_in(g) csp_go_in(g)
#define chan(T) csp_chan(T)
#define chan_in(T) csp_chan_in(T)
#define chan_out(T) csp_chan_out(T)
#define auto_chan(T) csp_auto_chan(T)
#define chan_make(T, n) csp_chan_make(T, n)
#define chan_make_drop(T, n) csp_chan_make_drop(T, n)
#define chan_make_slide(T, n) csp_chan_make_slide(T, n)
#define chan_after(ns) csp_chan_after(ns)
#define chan_tick(ns) csp_chan_tick(ns)
#define chan_retain(c) csp_chan_retain(c)
#define chan_release(c) csp_chan_release(c)
#define chan_send(c, ...) csp_chan_send(c, __VA_ARGS__)
#define chan_recv(c, ...) csp_chan_recv(c, __VA_ARGS__)
#define chan_get(c) csp_chan_get(c)
#define chan_try_send(c, ...) csp_chan_try_send(c, __VA_ARGS__)
#define chan_try_recv(c, p) csp_chan_try_recv(c, p)
#define chan_send_thread(c, ...) csp_chan_send_thread(c, __VA_ARGS__)
#define chan_recv_thread(c, p) csp_chan_recv_thread(c, p)
#define chan_close(c) csp_chan_close(c)
#define chan_fail(c, error) csp_chan_fail(c, error)
#define chan_error(c) csp_chan_error(c)
#define chan_writers(c, n) csp_chan_writers(c, n)
#define chan_retire(c) csp_chan_retire(c)
#define chan_on_drop(c, fn) csp_chan_on_drop(c, fn)
#define moved(x) csp_moved(x)
#define chan_len(c) csp_chan_len(c)
#define chan_cap(c) csp_chan_cap(c)
#define select csp_select
#define select_ordered csp_select_ordered
#define select_fair csp_select_fair
#define case_recv(c, ...) csp_case_recv(c, __VA_ARGS__)
#define case_send(c, ...) csp_case_send(c, __VA_ARGS__)
#define case_after(ns) csp_case_after(ns)
#define case_cancel() csp_case_cancel()
#define choice_recv(c, p) csp_choice_recv(c, p)
#define choice_send(c, p) csp_choice_send(c, p)
#define choice_after(ns) csp_choice_after(ns)
#define select_set(set, n, how) csp_select_set(set, n, how)
#ifndef __cplusplus // whose library has these names
#define par csp_par
#define join(t) csp_join(t)
#define yield() csp_yield()
#endif
#endif
