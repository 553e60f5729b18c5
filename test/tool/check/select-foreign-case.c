// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// An ordinary case label is refused in a select.
#include <csp.h>

int main(void)
{
    select {
    case 1:
// CHECK: :[[#@LINE-1]]:5: error: only case_recv, case_send, case_after, case_cancel and default stand in a select [csp-select]
// CHECK-NEXT: |     case 1:{{$}}
// CHECK-NEXT: {{^}}      |     ^{{$}}
        break;
    default:
        break;
    }
    return 0;
}
// CHECK: {{^}}1 error generated.
