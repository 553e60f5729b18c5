// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// case_recv, case_send and case_after outside of a select are refused: in a
// switch, and in a block inside a select.
#include <csp.h>

static void f(chan(int) c, int n)
{
    switch (n) {
        case_send(c, 1):
// CHECK: :[[#@LINE-1]]:9: error: this case stands in no select [csp-case]
// CHECK-NEXT: |         case_send(c, 1):{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:9: note: put it directly into the braces of a select
// CHECK-NEXT: |         case_send(c, 1):{{$}}
// CHECK-NEXT: {{^}}      |         ^{{$}}
        break;
    }
    select {
    default:
        while (n) {
            case_after(9):
// CHECK: :[[#@LINE-1]]:13: error: this case stands in no select [csp-case]
// CHECK-NEXT: |             case_after(9):{{$}}
// CHECK-NEXT: {{^}}      |             ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:13: note: put it directly into the braces of a select
// CHECK-NEXT: |             case_after(9):{{$}}
// CHECK-NEXT: {{^}}      |             ^{{$}}
            break;
        }
    }
}

int main(void)
{
    f(0, 1);
    return 0;
}
// CHECK: {{^}}2 errors generated.
