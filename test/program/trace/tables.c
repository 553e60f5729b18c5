// RUN: %cspcc -O1 %s -o %t && env CSP_WORKERS=1 CSP_CLOCK=virtual CSP_TRACE=%t.trace CSP_TRACE_SIZE=1 %t
// RUN: %trace %t.trace | %check
// RUN: %trace --folded=wait %t.trace | %check --check-prefix=FOLDED
// What a small program did is told to the nanosecond in virtual time.
// REQUIRES: plain
#include <csp.h>

static void nap(void)
{
    csp_sleep(2 * CSP_MS);
}

static void produce(chan_out(int) out)
{
    for (int i = 0; i < 4; i++)
        chan_send(out, i);
    chan_close(out);
}

static void consume(chan_in(int) in, chan_out(int) done)
{
    int value, sum = 0;
    for (; chan_recv(in, &value); nap())
        sum += value;
    chan_send(done, sum);
}

int main(void)
{
    chan(int) jobs = chan_make(int, 1), done = chan_make(int, 0);
    go produce(jobs);
    go consume(jobs, done);
    int sum = 0;
    chan_recv(done, &sum);
    return sum != 6;
}
// CHECK: {{.*}}: 11 turns of 3 tasks on 1 worker in 8.000 ms of virtual time
// CHECK: longest waits
// CHECK: 8.000 ms     8.000 ms         1  main at {{.*}}tables.c:34: receive done
// CHECK-NEXT: 2.000 ms     8.000 ms         4  nap at {{.*}}tables.c:10: sleep
// CHECK-NEXT: 2.000 ms     4.000 ms         3  produce at {{.*}}tables.c:16: send out
// CHECK: who waits for whom
// CHECK-NEXT: in all
// CHECK-DAG: 8.000 ms     2.000 ms         4  nap at {{.*}}:10: sleep <- time
// CHECK-DAG: 8.000 ms     8.000 ms         1  main at {{.*}}:34: receive done <- {{consume|nap}}
// CHECK: busiest channels
// CHECK-NEXT: operations     sends    length     waits       waited
// CHECK-NEXT: 9         4       1/1
// CHECK-NEXT: 2         1         -         1     8.000 ms  done
// CHECK: time on the workers, and off them
// FOLDED: consume;nap 8000000
// FOLDED-NEXT: main 8000000
// FOLDED-NEXT: produce 4000000
