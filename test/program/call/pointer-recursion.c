// RUN: %program %s
// Recursion through a pointer, a hundred times a hundred deep.
#include <csp.h>
#include <stdio.h>

struct visit;
typedef coroutine long visitor(const struct visit *, int);
struct visit { visitor *call; long bias; };

static coroutine long visit(const struct visit *v, int n)
{
    if (n == 0) yield();
    return n ? v->call(v, n - 1) + n : v->bias;
}

int main(void)
{
    struct visit v = {visit, 1};
    long sum = 0;
    for (int i = 0; i < 100; i++) {
        sum += v.call(&v, 100);
        v.bias++;
    }
    printf("%ld\n", sum);              // OUT: 510050
    printf("%ld\n", v.call(&v, 50000)); // OUT: 1250025101
    return 0;
}
