// RUN: %program %s
// Coroutines that do nothing, or only suspend, or never suspend.
#include <csp.h>
#include <stdio.h>

coroutine void nothing(void);
coroutine int constant(void);

coroutine void nothing(void)
{
}

coroutine int constant(void)
{
    return 4;
}

static void only(void)
{
    yield();
}

int main(void)
{
    nothing();
    only();
    go nothing();
    go only();
    (void)constant();
    nothing(), only();
    printf("%d\n", constant() + constant()); // OUT: 8
    return 0;
}
