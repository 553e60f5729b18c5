// RUN: %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// RUN: %cspcc -Wno-csp-pragma -Werror -fsyntax-only %s
// A pragma about a warning of cspcc's that is not there, which no compiler
// would tell of.
#include <csp.h>

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wcsp-bloking"
// CHECK: :[[#@LINE-1]]:1: warning: there is no warning '-Wcsp-bloking': this pragma does nothing [-Wcsp-pragma]
// CHECK-NEXT: | #pragma clang diagnostic ignored "-Wcsp-bloking"{{$}}
// CHECK-NEXT: {{^}}      | ^{{$}}
#pragma clang diagnostic pop
#pragma clang diagnostic ignored "-Wpadded"

int main(void)
{
    yield();
    return 0;
}
// CHECK: {{^}}1 warning generated.
