// RUN: %program %s
// Types of a function are found where libclang shows nothing of them: among the
// associations of a _Generic, in a builtin's argument, in an alignment.
// OUT: 1 2 3 4
#include <csp.h>
#include <stdio.h>

typedef int four __attribute__((vector_size(16)));

static int id(int x)
{
    yield();
    return x;
}

int main(void)
{
    typedef struct pair {
        long a, b;
    } pair;
    typedef float floats __attribute__((vector_size(16)));
    pair p = {id(3), 0};
    four list = {1, 2, 3, 4};
    _Alignas(pair) char bytes[16];
    char more[16] __attribute__((aligned(_Alignof(struct pair))));
    bytes[0] = (char)id(1);
    more[0] = 2;
    int which = _Generic(p, struct pair: 3, default: 0) *
                _Generic((int *)0, pair *: 0, int *: 1);
    floats converted = __builtin_convertvector(list, floats);
    yield();
    printf("%d %d %d %d\n", bytes[0], more[0], which,
           (int)converted[id((int)p.a)]);
    return 0;
}
