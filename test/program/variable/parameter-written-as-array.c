// RUN: %program %s
// A parameter written as an array or a function is a pointer, and waits as one,
// and so does what is computed from it.
#include <csp.h>
#include <stdio.h>

typedef coroutine int handler(int);

static int id(int x)
{
    yield();
    return x;
}
static int one(int x)
{
    yield();
    return x + 1;
}
static int twice(int x)
{
    return x * 2;
}
static int pick(const int *p, int i)
{
    return p[i];
}
static int deref(int **p, int i)
{
    return (*p)[i];
}

static int kinds(int n, int open[], int at_least[static 2], int rows[][2],
                 int square[n][n], const int fixed[const 2])
{
    return open[id(1)] + pick(at_least, id(1)) + rows[id(1)][id(0)] +
           square[id(1)][id(1)] + *(fixed + id(1));
}
static int computed(int p[], int q[2])
{
    __typeof__(q) again = q;
    int sum = pick((p), id(1)) + pick((id(0), p), id(0)) +
              pick(id(1) ? p : q, id(1)) + pick(({ p; }), id(0)) +
              pick(_Generic(1, int: p), id(0)) + pick(again, id(1));
    sum += deref(&p, id(1)) + (*&p)[id(0)] + (&q)[0][id(1)];
    sum += pick(p++, id(0));
    sum += pick(q += 1, id(0));
    return sum + pick(p = q, id(0));
}
static int words(char *list[], int k)
{
    return list[id(k)][id(0)];
}
static int called(handler *list[], int f(int), int g(int), int k)
{
    return list[id(k)](10) + (id(k) ? f : g)(k) + (id(0) ? g : f)(3);
}

int main(void)
{
    int a[3] = {1, 9, 100}, rows[2][2] = {{1, 2}, {3, 4}};
    char *list[] = {"x", "yz"};
    handler *calls[] = {twice, one};
    printf("%d\n", kinds(2, a, a, rows, rows, a));    // OUT: 34
    printf("%d\n", computed(a, rows[1]));             // OUT: 48
    printf("%c%c\n", words(list, 0), words(list, 1)); // OUT: xy
    printf("%d\n", called(calls, twice, one, 1));     // OUT: 19
    return 0;
}
