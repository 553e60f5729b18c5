// RUN: %cspcc -O1 -Wno-csp-one-sided %s %S/Inputs/twin.c -o %t
// RUN: env CSP_WORKERS=1 CSP_TRACE=%t.trace CSP_TRACE_SIZE=1 %t
// RUN: %trace %t.trace | %FileCheck %s --check-prefix=TABLE
// RUN: %trace --folded %t.trace | %FileCheck %s --check-prefix=FOLDED
// RUN: %trace --perfetto=- %t.trace | %FileCheck %s --check-prefix=JSON
// REQUIRES: plain
// Functions of one name in two files are told apart by these, in each view, and
// others have their names alone.
#include <csp.h>

csp_coroutine void other(chan(int) c);

static void work(chan(int) c)
{
    chan_send(c, 1);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    go other(c);
    go work(c);
    csp_sleep(1000000);
    chan_release(c);
    return 0;
}
// TABLE: time on the workers
// TABLE-DAG: {{ }}work ({{.*}}same-name.c){{$}}
// TABLE-DAG: {{ }}work ({{.*}}twin.c){{$}}
// TABLE-DAG: {{ }}main{{$}}
// FOLDED-DAG: other;work ({{.*}}twin.c) {{[0-9]}}
// FOLDED-DAG: {{^}}work ({{.*}}same-name.c) {{[0-9]}}
// JSON-DAG: "name":"work ({{.*}}same-name.c)"
// JSON-DAG: "name":"work ({{.*}}twin.c)"
