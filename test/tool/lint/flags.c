// RUN: %cspcc -fsyntax-only %s 2>&1 | %check --check-prefix=ON
// RUN: %cspcc -Wcsp-blocking -Wno-csp-blocking -fsyntax-only %s 2>&1 | %check --check-prefix=OFF --allow-empty
// RUN: %cspcc -Werror -Wno-csp -fsyntax-only %s 2>&1 | %check --check-prefix=OFF --allow-empty
// RUN: %cspcc -w -fsyntax-only %s 2>&1 | %check --check-prefix=OFF --allow-empty
// RUN: %cspcc -Wno-csp-blocking -Wcsp-blocking -fsyntax-only %s 2>&1 | %check --check-prefix=ON
// RUN: %not %cspcc -Werror -fsyntax-only %s 2>&1 | %check --check-prefix=ERROR
// RUN: %not %cspcc -Wno-csp -Werror=csp-blocking -fsyntax-only %s 2>&1 | %check --check-prefix=ERROR
// RUN: %cspcc -Werror -Wno-error -fsyntax-only %s 2>&1 | %check --check-prefix=ON
// RUN: %cspcc -Werror -Wno-error=csp-blocking -fsyntax-only %s 2>&1 | %check --check-prefix=ON
// RUN: %cspcc -Werror=csp-blocking -Wno-error=csp-blocking -fsyntax-only %s 2>&1 | %check --check-prefix=ON
// RUN: %cspcc -Werror=csp-blocking -Wno-csp-blocking -fsyntax-only %s 2>&1 | %check --check-prefix=OFF --allow-empty
// The flags of a warning mean what they mean in C: the last one counts, and
// -w and -Werror are over all. An error leaves no output.
#include <csp.h>
#include <unistd.h>

int main(void)
{
    yield();
    sleep(0);
    return 0;
}
// ON: warning: 'sleep' blocks {{.*}} [-Wcsp-blocking]
// ON: {{^}}1 warning generated.
// OFF-NOT: {{.}}
// ERROR: error: 'sleep' blocks {{.*}} [-Werror,-Wcsp-blocking]
// ERROR: {{^}}1 error generated.
