// RUN: %not %cspcc -ferror-limit=0 -fsyntax-only %s 2>&1 | %check --implicit-check-not=csp__ --implicit-check-not=_Generic --implicit-check-not='(*)'
// RUN: env CSPCC_CC=%gcc %not %cspcc -fsyntax-only %s 2>&1 | %check --implicit-check-not=csp__
// REQUIRES: gcc
// Each operand of the wrong type gets one message, which names the types as
// they were written.
#include <csp.h>
typedef struct job { int id; } job_t;
typedef chan(int) ints;

void f(chan(struct job) jobs, chan(job_t *) ptrs, chan(chan(int)) cc, ints i, const int *ro, task(int) t)
{
    job_t j = {1}, *p = &j;
    int n = 0, *q = &n;
    chan_send(ptrs, j);   // CHECK: :[[#@LINE]]:21: error: chan_send wants a 'job_t *' for its value, and got a 'job_t'; did you mean '&j'?
    chan_send(cc, jobs);  // CHECK: :[[#@LINE]]:19: error: chan_send wants a 'chan(int)' for its value, and got a 'chan(struct job)'
    chan_send(i, j);      // CHECK: :[[#@LINE]]:18: error: chan_send wants an 'int' for its value, and got a 'job_t'
    chan_recv(jobs, j);   // CHECK: :[[#@LINE]]:21: error: chan_recv wants a 'struct job *' for its value, and got a 'job_t'; did you mean '&j'?
    chan_recv(jobs, &p);  // CHECK: :[[#@LINE]]:21: error: chan_recv wants a 'struct job *' for its value, and got a 'job_t **'; did you mean 'p'?
    chan_recv(ptrs, p);   // CHECK: :[[#@LINE]]:21: error: chan_recv wants a 'job_t **' for its value, and got a 'job_t *'; did you mean '&p'?
    chan_recv(i, ro);     // CHECK: :[[#@LINE]]:18: error: chan_recv wants an 'int *' for its value, and got a 'const int *'
    chan_recv(i, &q);     // CHECK: :[[#@LINE]]:18: error: chan_recv wants an 'int *' for its value, and got an 'int **'; did you mean 'q'?
    chan_recv(i, &n, &n); // CHECK: :[[#@LINE]]:22: error: chan_recv wants a 'bool *' for its answer, and got an 'int *'
    chan_recv(&i, &n);    // CHECK: :[[#@LINE]]:15: error: chan_recv wants a channel, and got an 'ints *'; did you mean 'i'?
    chan_send(t, 1);      // CHECK: :[[#@LINE]]:15: error: chan_send wants a channel, and got a 'task(int)'
    chan_get(j);          // CHECK: :[[#@LINE]]:14: error: chan_get wants a channel, and got a 'job_t'
    chan_try_recv(i, n);  // CHECK: :[[#@LINE]]:22: error: chan_try_recv wants an 'int *'
    join(i);              // CHECK: :[[#@LINE]]:10: error: join wants a task, which spawn gives, and got an 'ints'
    join(n);              // CHECK: :[[#@LINE]]:10: error: join wants a task, which spawn gives, and got an 'int'
    chan_writers(i, j);   // CHECK: :[[#@LINE]]:21: error: chan_writers wants an integer, and got a 'job_t'
    (void)choice_recv(i, n); // CHECK: :[[#@LINE]]:26: error: choice_recv wants an 'int *' for its value, and got an 'int'; did you mean '&n'?
    chan_len(j);          // CHECK: :[[#@LINE]]:14: error: chan_len wants a channel, and got a 'job_t'
    chan_send_thread(j, 1); // CHECK: :[[#@LINE]]:22: error: chan_send_thread wants a channel
    csp_sleep(j);         // CHECK: :[[#@LINE]]:15: error: csp_sleep wants nanoseconds
}
// CHECK: 20 errors generated.
