// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check
// To C a va_list parameter is a pointer, which va_arg does not take from a
// frame; a pointer to one works.
#include <csp.h>
#include <stdarg.h>

static int through_pointer(va_list *list)
{
    yield();
    return va_arg(*list, int);
}

static int direct(va_list list)
{
    yield();
    return va_arg(list, int);
    // CHECK: :[[#@LINE-1]]:12: error: 'list' is a va_list, which a coroutine cannot keep [csp-variadic]
    // CHECK: :[[#@LINE-2]]:12: note: pass a pointer to it: va_list *
}

int main(void)
{
    return (int)(intptr_t)through_pointer + (int)(intptr_t)direct;
}
// CHECK: {{^}}1 error generated.
