// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// The cases of a select stand in braces.
#include <csp.h>

static void f(chan(int) c)
{
    int v;
    select
// CHECK: :[[#@LINE-1]]:5: error: the cases of a select stand in braces [csp-select]
// CHECK-NEXT: |     select{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
        case_recv(c, &v): v++;
}

int main(void)
{
    f(0);
    return 0;
}
// CHECK: {{^}}1 error generated.
