// RUN: %cspcc --emit=c %s | %check
// RUN: %cspcc --emit=c -DTOLD=3 %s -o %t.csp.c
// RUN: %clang -I%include -Wall -Wextra -Werror -c %t.csp.c -o %t.o
// In C for people a macro is the macro, with the frame's variables in its
// arguments, where it means there what it meant; its #define is there.
#include <csp.h>
#include <stdlib.h>
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define LIMIT 10
#define LATER 1
#define NAMED(x) ((x) ? #x : "")
#ifndef TOLD
#define TOLD 2
#endif
// CHECK: #define MAX(a, b) ((a) > (b) ? (a) : (b))
// CHECK-NEXT: #define LIMIT 10
static int *work(int *kept)
{
    int later = 0, moved = LIMIT; // so far
    int *p = &moved;
    yield();
    later = MAX(moved, *p) + LIMIT;  // moved is in the frame
    const char *name = NAMED(moved); // not
    if (later > LATER) return NULL;
    return name[0] == TOLD ? kept : NULL;
}
// CHECK: #undef at_1_yield // a name of something else below
// CHECK: f->moved = LIMIT; // so far
// CHECK: later = MAX(f->moved, *p) + LIMIT; // moved is in the frame
// CHECK-NEXT: const char *name = ((f->moved) ? "moved" : ""); // not
// CHECK-NEXT: if (later > 1) {
// CHECK-NEXT: f->csp_ret = NULL;
#undef LATER
#define LATER 2
#define at_1_yield not a label
int main(void)
{
    int n = LATER;
    chan(int) c = chan_make(int, LIMIT);
    chan_send(c, MAX(n, LIMIT));
    chan_close(c);
    return work(&n) ? EXIT_FAILURE : EXIT_SUCCESS;
}
// CHECK: n = LATER;
// CHECK: c = chan_make(int, LIMIT);
// CHECK-NEXT: f->send_1.value = MAX(f->n, LIMIT);
// CHECK: chan_close(c);
