// RUN: %cspcc --emit=c %s -o %t.c && %clang -I%include -fsyntax-only -Wall -Wextra -Werror %t.c
// RUN: %FileCheck %s < %t.c
// Where people read, a scope's or a loop's braces of ours do for the body's; but
// not where a cleanup of C's own comes at the body's end.
#include <csp.h>

static void done(int *p)
{
    *p = 0;
}

static bool again(chan(int) c)
{
    return chan_get(c);
}

static void loops(chan(int) c)
{
    int n = 0;
    do {
        int own __attribute__((cleanup(done))) = n++;
        if (own > 5) continue;
    } while (again(c));
    // CHECK:      for (;;) {
    // CHECK:      {
    // CHECK-NEXT: int own __attribute__((cleanup(done))) = n++;
    within (1 * CSP_S) {
        chan_send(c, n);
    }
    // CHECK:      csp_rt_within(
    // CHECK-NOT:  {{^ *\{$}}
    // CHECK:      csp_rt_scope_leave(
}

int main(void)
{
    loops(chan_make(int, 1));
}
