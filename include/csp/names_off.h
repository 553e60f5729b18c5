// SPDX-License-Identifier: MIT
// csp/names_off.h: takes the short names of csp.h away, so that headers which
// use the words for their own (uv.h, ...) can be included, and select(2) be
// called, up to <csp/names_on.h> or the next <csp.h>. The long names, csp_go
// and so on, stay. Harmless before csp.h, and any number of times.
#pragma GCC system_header
#undef coroutine
#undef go
#undef task
#undef spawn
#undef task_drop
#undef task_cancel
#undef blocking
#undef within
#undef until
#undef shield
#undef group
#undef go_in
#undef chan
#undef chan_in
#undef chan_out
#undef auto_chan
#undef chan_make
#undef chan_make_drop
#undef chan_make_slide
#undef chan_after
#undef chan_tick
#undef chan_retain
#undef chan_release
#undef chan_send
#undef chan_recv
#undef chan_get
#undef chan_try_send
#undef chan_try_recv
#undef chan_send_thread
#undef chan_recv_thread
#undef chan_close
#undef chan_fail
#undef chan_error
#undef chan_writers
#undef chan_retire
#undef chan_on_drop
#undef moved
#undef chan_len
#undef chan_cap
#undef select
#undef select_ordered
#undef select_fair
#undef case_recv
#undef case_send
#undef case_after
#undef case_cancel
#undef choice_recv
#undef choice_send
#undef choice_after
#undef select_set
#undef par
#undef join
#undef yield
