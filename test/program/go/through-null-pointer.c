// RUN: %program %s
// Nothing is started through a null pointer.
// EXIT: 2
// ERR: through-null-pointer.c:@LINE+9: a task is started through a pointer that leads to no coroutine
#include <csp.h>

static coroutine void (*none)(int);

int main(void)
{
    yield();
    csp_sleep(0);
    go none(1);
    return 0;
}
