// RUN: %cspcc -Wcsp-two-way -fsyntax-only %s 2>&1 | %check --strict-whitespace
// RUN: %cspcc -fsyntax-only %s 2>&1 | %check --check-prefix=USUAL
// RUN: %not %cspcc -Werror=csp-two-way -fsyntax-only %s
// RUN: %cspcc -Werror -Wno-csp-unused-end -fsyntax-only %s
// What a function does with the ends of channels that it is given.
#include <csp.h>

static void idle(chan_in(int) in, chan_out(int) out, chan(int) any)
// CHECK: :[[#@LINE-1]]:31: warning: nothing is received from 'in', a chan_in [-Wcsp-unused-end]
// CHECK-NEXT: | static void idle(chan_in(int) in, chan_out(int) out, chan(int) any){{$}}
// CHECK-NEXT: {{^}}      |                               ^~{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:49: warning: nothing is sent to 'out', a chan_out [-Wcsp-unused-end]
// USUAL: 'in', a chan_in
// USUAL: 'out', a chan_out
{
    yield();
}

static void used(chan_in(int) in, chan_out(int) out, chan_in(int) unused)
{
    int v;
    (void)unused;
    select {
    case_recv(in, &v): break;
    }
    chan_close(out);
}

static void handler(chan_in(int) in) {}

static void two(chan(int) c)
// CHECK: :[[#@LINE-1]]:27: warning: 'c' is both sent to and received from [-Wcsp-two-way]
// CHECK: :[[#@LINE+4]]:5: note: sent to here
// CHECK: :[[#@LINE+4]]:5: note: received from here; chan_in and chan_out say which end a function has
// USUAL-NOT: two-way
{
    chan_send(c, 1);
    chan_recv(c, NULL);
}

int main(void)
{
    void (*volatile table)(chan_in(int)) = handler;
    chan(int) c = chan_make(int, 1);
    idle(c, c, c);
    used(c, c, c);
    two(c);
    return !table;
}
// CHECK: {{^}}3 warnings generated.
// USUAL: {{^}}2 warnings generated.
