// RUN: %program %s
// A function that never suspends can be started as well, also an external one.
#include <csp.h>
#include <stdio.h>

static int total;

static void add(int n)
{
    __atomic_add_fetch(&total, n, __ATOMIC_SEQ_CST);
}

coroutine int more(int n, const char *unused);

coroutine int more(int n, const char *unused)
{
    (void)unused;
    add(n);
    return __atomic_load_n(&total, __ATOMIC_SEQ_CST);
}

int main(void)
{
    for (int i = 1; i <= 10; i++) {
        go add(i);
        go more(100, "text");
    }
    while (csp_live() > 1)
        yield();
    add(2000);
    printf("%d\n", total); // OUT: 3055
    return 0;
}
