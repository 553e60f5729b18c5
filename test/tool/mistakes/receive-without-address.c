// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A forgotten & is named, with its fix-it, and nothing of the macro shows.
#include <csp.h>

int main(void)
{
    chan(int) c = chan_make(int, 1);
    int n = 0;
    chan_recv(c, n);
// CHECK: :[[#@LINE-1]]:18: error: chan_recv wants an 'int *' for its value, and got an 'int'; did you mean '&n'? [csp-type]
// CHECK-NEXT: |     chan_recv(c, n);{{$}}
// CHECK-NEXT: {{^}}      |                  ^{{$}}
// CHECK-NEXT: {{^}}      |                  &{{$}}
    return n;
}
// CHECK-NEXT: {{^}}1 error generated.
