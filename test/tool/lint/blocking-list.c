// RUN: %cspcc -fcsp-blocking-list=%S/Inputs/blocking-list -fsyntax-only %s 2>&1 | %check
// RUN: %not %cspcc -fcsp-blocking-list=%t.none -fsyntax-only %s 2>&1 | %check --check-prefix=NONE
// A file gives more names, and takes some away.
#include <csp.h>
#include <unistd.h>

int database(int query);
static int own(void) { return 1; }

static void f(chan(int) c)
{
    sleep(1);
    chan_send(c, database(1));
// CHECK: :[[#@LINE-1]]:18: warning: 'database' blocks the thread, with all coroutines that it runs [-Wcsp-blocking]
    own();
// CHECK: :[[#@LINE-1]]:5: warning: 'own' blocks the thread, with all coroutines that it runs [-Wcsp-blocking]
    usleep(1);
// CHECK: :[[#@LINE-1]]:5: warning: 'usleep' blocks the thread, with all coroutines that it runs [-Wcsp-blocking]
}

int main(void)
{
    f(0);
    return 0;
}
// CHECK: {{^}}3 warnings generated.
// NONE: cspcc: error: cannot read '{{.*}}.none': No such file or directory
