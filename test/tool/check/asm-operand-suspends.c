// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// An operand of asm neither suspends nor leaves the statement.
#include <csp.h>

static int id(int x)
{
    yield();
    return x;
}

int main(void)
{
    int r = 1, list[2] = {0};
    __asm__("" : "+r"(r) : "r"(id(5)));
    // CHECK: :[[#@LINE-1]]:32: error: an operand of asm cannot suspend, nor be left by a jump [csp-operand]
    // CHECK: :[[#@LINE-2]]:32: note: evaluate the operand into a variable first
    __asm__("" : "=r"(list[id(1)]));
    // CHECK: :[[#@LINE-1]]:23: error: an operand of asm
    __asm__("" : : "r"(({
                yield();
                3;
            })));
    // CHECK: :[[#@LINE-4]]:24: error: an operand of asm
    __asm__("" : : "r"(({ return id(0); 1; })));
    // CHECK: :[[#@LINE-1]]:24: error: an operand of asm
    return r;
}
// CHECK: {{^}}4 errors generated.
