// RUN: %cspcc -O0 -g %s -o %t
// RUN: env CSP_WORKERS=1 gdb -batch -nx -ex 'break add__step' -ex run -ex 'next' -ex 'break debugger-names.c:15' -ex 'delete 1' -ex continue -ex continue -ex 'print f->csp.parent->step' -ex 'print *(struct serve__frame *)f->csp.parent' -ex 'print f->total' -ex 'call csp_dump(2)' -ex 'delete' -ex 'break exit' -ex continue -ex 'bt' %t < /dev/null 2>&1 | %check
// REQUIRES: plain, gdb
// The names that docs/RUNNING.md promises are there in a debugger: the code and
// the frame of a coroutine, its caller's, the list of tasks, the place where
// the runtime stops.
#include <csp.h>
#include <stdio.h>

static int add(chan(int) c, int scale)
{
    int total = 0, v;
    while (chan_recv(c, &v)) {
        total += v * scale;
        yield();
    }
    return total;
}

static void serve(chan(int) c, chan(int) out)
{
    int sum = add(c, 10);
    chan_close(out);
    chan_send(out, sum);
}

int main(void)
{
    chan(int) c = chan_make(int, 0), out = chan_make(int, 0);
    go serve(c, out);
    chan_send(c, 1);
    chan_send(c, 2);
    chan_close(c);
    chan_recv(out, NULL);
    select {}
}
// CHECK: Breakpoint 1, add__step
// CHECK: debugger-names.c:15
// CHECK: debugger-names.c:15
// CHECK: <serve__step>
// CHECK: {csp = {step = {{.*}} <serve__step>, parent = 0x0
// CHECK: = 10{{$}}
// CHECK: main at {{.*}}debugger-names.c:32
// CHECK: add at {{.*}}debugger-names.c:15: running, in a task begun as serve{{$}}
// CHECK: cspi_stop
// CHECK: serve__step{{.*}}debugger-names.c:24
