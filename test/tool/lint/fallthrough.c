// RUN: %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// RUN: %not %cspcc -Werror=csp-fallthrough -fsyntax-only %s
// RUN: %cspcc -Werror -Wno-csp-fallthrough -fsyntax-only %s
// The statements of a case of a select run into the next case.
#include <csp.h>

static int f(chan(int) a, chan(int) b, int k)
{
    int v = 0, n = 0;
    select {
    case_recv(a, &v):
        n += v;
    case_recv(b, &v):
// CHECK: :[[#@LINE-1]]:5: warning: the case above this one falls through into it [-Wcsp-fallthrough]
// CHECK-NEXT: |     case_recv(b, &v):{{$}}
// CHECK-NEXT: {{^}}      |     ^
// CHECK: :[[#@LINE-4]]:5: note: end it with 'break;', or with '{{..fallthrough..}};' if it is meant
        if (k) break;
    case_send(b, 1): // CHECK: :[[#@LINE]]:5: warning: the case above
        for (; n < 9; n++) yield();
    case_after(10): { // CHECK: :[[#@LINE]]:5: warning: the case above
        switch (k) {
        case 1: n = 2; [[fallthrough]];
        default: n = 3;
        }
    }
    default: // CHECK: :[[#@LINE]]:5: warning: the case above
        n = 4;
    }
    select_ordered {
    default: ;
    again:
    case_recv(a, NULL): // CHECK: :[[#@LINE]]:5: warning: the case above
        if (n++ < 4) goto again;
    }
    go {
        select_fair {
        case_recv(a, NULL): yield();
        case_recv(b, NULL): yield(); // CHECK: :[[#@LINE]]:9: warning: the case above
        }
    }
    return n;
}

int main(void)
{
    return f(0, 0, 1);
}
// CHECK: {{^}}6 warnings generated.
