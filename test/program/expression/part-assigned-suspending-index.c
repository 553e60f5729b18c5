// RUN: %program %s
// An element of a vector, or a part of a complex number, is assigned where it
// lies, not in a copy that waited.
#include <csp.h>
#include <stdio.h>

typedef int v4 __attribute__((vector_size(16)));

static int id(int x)
{
    yield();
    return x;
}
static v4 made(int k)
{
    yield();
    return (v4){k, k + 1, k + 2, k + 3};
}

int main(void)
{
    v4 v = {1, 2, 3, 4}, list[2] = {{1}, {2}};
    struct {
        int n;
        v4 w;
    } s = {1, {5, 6, 7, 8}};
    v[id(1)] = 20;
    v[2] += id(30);
    v[id(0)]++;
    --(v)[id(3)];
    printf("%d %d %d %d\n", v[0], v[1], v[2], v[3]); // OUT: 2 20 33 3
    list[id(1)][id(0)] += id(5);
    s.w[id(1)] = id(66);
    (&s)->w[id(2)] *= id(2);
    printf("%d %d %d\n", list[1][0], s.w[1], s.w[2]);    // OUT: 7 66 14
    printf("%d %d\n", made(3)[id(2)], v[id(1)] + id(2)); // OUT: 5 22
    _Complex double z = 1, pair[2] = {1, 2};
    __real__ z = id(5);
    __imag__ z += id(6);
    __real__ pair[id(1)] = id(7);
    __imag__(pair[id(0)]) += 1;
    printf("%g %g %g %g\n", __real__ z, __imag__ z, __real__ pair[1],
           __imag__ pair[0]); // OUT: 5 6 7 1
    _Generic(1, int: v)[id(0)] = id(9);
    printf("%d\n", v[0]); // OUT: 9
    return 0;
}
