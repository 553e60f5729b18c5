// RUN: %not %cspcc -c %s -o %t.o 2>&1 | %check
// REQUIRES: plain
// A coroutine cannot take a variable number of arguments: an error says so.
#include <csp.h>
#include <stdarg.h>

static int sum(int count, ...)
// CHECK: variadic-coroutine-definition.c:[[@LINE-1]]:{{[0-9]+}}: error: {{.*}}'sum'{{.*}}[csp-variadic]
{
    va_list list;
    int total = 0;
    va_start(list, count);
    while (count--) {
        yield();
        total += va_arg(list, int);
    }
    va_end(list);
    return total;
}

int main(void)
{
    return sum(2, 1, 2);
}
