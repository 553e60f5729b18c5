// RUN: %cspcc -O0 -g %s -o %t
// RUN: gdb -batch -nx -ex 'break debugger-steps-in-source.c:16' -ex run -ex 'info locals' -ex 'print total' -ex 'print *where' -ex next -ex 'info line' -ex delete -ex continue %t < /dev/null 2>&1 | %check
// REQUIRES: plain, gdb
// In a debugger a breakpoint stands at the user's line, and locals have their
// names and values (row N12).
#include <csp.h>
#include <stdio.h>

static int sum(chan(int) c, int scale)
{
    int total = 0, v, kept = 5;
    int *where = &kept;
    while (chan_recv(c, &v)) {
        total += v * scale;
        yield();
        if (v == 2)
            kept++;
    }
    return total + *where;
}

int main(void)
{
    chan(int) c = chan_make(int, 3);
    chan_send(c, 1);
    chan_send(c, 2);
    chan_close(c);
    printf("sum %d\n", sum(c, 10));
    chan_release(c);
    return 0;
}
// CHECK: Breakpoint 1, {{.*}}sum{{.*}}debugger-steps-in-source.c:16
// CHECK: total = 10
// CHECK: $1 = 10
// CHECK: $2 = 5
// CHECK: debugger-steps-in-source.c
// CHECK: sum 36
