// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// Functions of the library that call a coroutine on the thread at hand.
#include <csp.h>
#include <signal.h>
#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    yield();
    return *(const int *)a - *(const int *)b;
}
coroutine void stop(int n);
coroutine void stop(int n) { csp_sleep(n); }
static void leave(void) { yield(); }
static void drop(void *p) { chan_send(*(chan(int) *)p, 1); }

int main(void)
{
    int list[3] = {3, 2, 1};
    chan(int) c = chan_make(int, 1);
    qsort(list, 3, sizeof *list, compare);
// CHECK: :[[#@LINE-1]]:34: error: qsort calls 'compare' as a plain function, but it is a coroutine [csp-plain-pointer]
// CHECK-NEXT: |     qsort(list, 3, sizeof *list, compare);{{$}}
// CHECK-NEXT: {{^}}      |                                  ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:34: note: give it a function that does not suspend
    if (bsearch(list, list, 3, sizeof *list, &compare)) return 1;
// CHECK: :[[#@LINE-1]]:47: error: bsearch calls 'compare'
    signal(SIGINT, list[0] ? stop : SIG_DFL);
// CHECK: :[[#@LINE-1]]:30: error: signal calls 'stop'
    atexit(leave);
// CHECK: :[[#@LINE-1]]:12: error: atexit calls 'leave'
    chan_on_drop(c, drop);
// CHECK: :[[#@LINE-1]]:{{[0-9]+}}: error: chan_on_drop calls 'drop'
    return 0;
}
// CHECK: {{^}}5 errors generated.
