// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// RUN: %not %cspcc -c %s -o %t.o 2>&1 | %check
// A coroutine becomes a pointer that is not declared so, in whatever way.
#include <csp.h>

typedef int plain(int);
struct ops {
    int n;
    int (*f)(int);
    plain *list[2];
    union { plain *g; };
};
static int slow(int n) { yield(); return n; }
coroutine int outer(int n);
coroutine int outer(int n) { yield(); return n; }
static int take(int (*f)(int)) { return f != 0; }

static int (*global)(int) = slow; // CHECK: :[[#@LINE]]:29: error: the pointer that gets 'slow', a coroutine, is not declared 'coroutine' [csp-plain-pointer]
// CHECK: :[[#@LINE-1]]:29: note: declare it so, or by a typedef; where its plain entry is meant, for threads that are no workers, a cast says so
static plain *table[] = {slow, [3] = outer}; // CHECK: :[[#@LINE]]:26: error: {{.*}} 'slow'
// CHECK: :[[#@LINE-1]]:38: error: {{.*}} 'outer'
static struct ops ops = {1, slow, {slow}}; // CHECK: :[[#@LINE]]:29: error:
// CHECK: :[[#@LINE-1]]:36: error:
static struct ops named = {.list[1] = slow, .f = &outer}; // CHECK: :[[#@LINE]]:{{[0-9]+}}: error: {{.*}} 'slow'
// CHECK: :[[#@LINE-1]]:{{[0-9]+}}: error: {{.*}} 'outer'

static plain *give(int k) { return k ? slow : 0; } // CHECK: :[[#@LINE]]:40: error:

int main(void)
{
    static plain *kept = slow; // CHECK: :[[#@LINE]]:26: error:
    plain *p = (outer), *const q = *slow; // CHECK: :[[#@LINE]]:17: error:
    // CHECK: :[[#@LINE-1]]:37: error:
    p = p ? give(1) : outer; // CHECK: :[[#@LINE]]:23: error:
    ops.f = slow; // CHECK: :[[#@LINE]]:13: error:
    (&ops)->list[1] = slow; // CHECK: :[[#@LINE]]:23: error:
    *(table + 1) = slow; // CHECK: :[[#@LINE]]:20: error:
    named = (struct ops){.g = slow}; // CHECK: :[[#@LINE]]:31: error:
    return take(slow) && global && kept && q; // CHECK: :[[#@LINE]]:17: error:
}
// CHECK: {{^}}17 errors generated.
