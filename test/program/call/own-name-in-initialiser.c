// RUN: %program %s
// The initialiser of a variable that suspends may name the variable, where that
// is not evaluated.
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>

struct pair {
    int a, b;
};

coroutine void *get(size_t bytes)
{
    yield();
    return calloc(1, bytes);
}

coroutine size_t twice(size_t n)
{
    yield();
    return 2 * n;
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 1);
    struct pair *p = get(sizeof *p);
    p->b = 7;
    printf("%d\n", p->a + p->b); // OUT: 7
    free(p);
    const size_t n = twice(sizeof n) + sizeof(n);
    printf("%d\n", n == 3 * sizeof n); // OUT: 1
    size_t sum = 0;
    for (size_t i = twice(sizeof(i) > 1), *q = get(sizeof *q); i < 4; i++) {
        sum += i;
        if (i == 3) free(q);
    }
    printf("%zu\n", sum); // OUT: 5
    chan_send(c, 3);
    int v = chan_get(c) + (int)sizeof(v);
    printf("%d\n", v == 3 + (int)sizeof(int)); // OUT: 1
}
