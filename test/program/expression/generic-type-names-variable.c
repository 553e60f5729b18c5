// RUN: %program %s
// A type among the associations of a _Generic mentions variables that live in
// the frame, a member of the same name, and one that is shadowed.
// OUT: 2 1 2
#include <csp.h>
#include <stdio.h>

struct pair {
    long value;
};

static int which(struct pair *p)
{
    int value[2] = {1, 2};
    long n = 3;
    yield();
    int a = _Generic(n, __typeof__(value[0]): 1, __typeof__(p->value): 2);
    int b = 0;
    {
        int n = value[0];
        yield();
        b = _Generic(value[n], __typeof__(n): n, default: 9);
    }
    yield();
    return a * 10 + b + (n > 3) + value[1] * 100;
}

int main(void)
{
    int all = which(&(struct pair){4});
    printf("%d %d %d\n", all / 10 % 10, all % 10, all / 100);
}
