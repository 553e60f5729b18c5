// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --check-prefixes=BOTH,ON
// RUN: %not %cspcc -Wno-csp -fsyntax-only %s 2>&1 | %check --check-prefixes=BOTH
// RUN: %cspcc -w -fsyntax-only %s 2>&1 | %check --check-prefix=NONE --allow-empty
// A pragma makes an error of a warning, or asks for it, whatever the command
// line says of it, but for -w.
#include <csp.h>
#include <unistd.h>

static void echo(chan(int) c) { chan_send(c, chan_get(c)); }

#pragma clang diagnostic push
#pragma clang diagnostic warning "-Wcsp-two-way"
static void twice(chan(int) c) { chan_send(c, chan_get(c)); }
// BOTH: [[#@LINE-1]]:{{[0-9]+}}: warning: 'c' is both sent to and received from [-Wcsp-two-way]
#pragma clang diagnostic pop

int main(void)
{
    chan(int) c = chan_make(int, 1);
    echo(c);
    twice(c);
    sleep(1);
// ON: [[#@LINE-1]]:5: warning: 'sleep' blocks {{.*}} [-Wcsp-blocking]
#pragma GCC diagnostic error "-Wcsp-blocking"
    sleep(2);
// BOTH: [[#@LINE-1]]:5: error: 'sleep' blocks {{.*}} [-Werror,-Wcsp-blocking]
#pragma clang diagnostic warning "-Wcsp-blocking"
    sleep(3);
// BOTH: [[#@LINE-1]]:5: error: 'sleep' blocks {{.*}} [-Werror,-Wcsp-blocking]
    chan_close(c);
    return 0;
}
// NONE-NOT: {{.}}
