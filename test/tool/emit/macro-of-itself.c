// RUN: %cspcc --emit=c %s | %check
// RUN: %cspcc --emit=c %s -o %t.c
// RUN: %clang -I%include -Wall -Wextra -Werror -fsyntax-only %t.c
// A macro that names itself stands expanded; it must not be expanded again.
#include <csp.h>
#include <signal.h>
// CHECK: #include <signal.h>
// CHECK-NEXT: #undef sa_handler

int main(void)
{
    struct sigaction action = {.sa_handler = SIG_IGN};
    yield();
    return action.sa_handler != SIG_IGN;
}
// CHECK: __sigaction_handler.sa_handler
