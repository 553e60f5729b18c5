// SPDX-License-Identifier: MIT
// members.c: one runtime in a process, and all of it: the table by which the
// linker, who takes one member of the archive, takes every other (copy.h).
#include "base/copy.h"
#include "base/public.h"
#include <csp_io.h>
#include <csp_sync.h>

typedef void function(void);

function *const cspi_members[] = {
    (function *)csp__gate_open,   (function *)csp__get,
    (function *)csp__promise,     (function *)csp__task_exit,
    (function *)csp__join_thread, (function *)csp__make,
    (function *)csp__net_socket,  (function *)csp__net_sendmsg,
    (function *)csp_addr_text,    (function *)csp_net_cut,
    (function *)csp_addr_here,    (function *)csp__release,
    (function *)csp__send_thread, (function *)csp_error_text,
    (function *)csp_rt_block,     (function *)csp_rt_enter,
    (function *)csp_rt_par_begin, (function *)csp_rt_register_v5,
    (function *)csp_rt_scratch,   (function *)csp_rt_select,
    (function *)csp__state,       (function *)csp_trace_mark,
    (function *)csp_switch_place, (function *)csp_dump,
    (function *)csp_leaks,
};
