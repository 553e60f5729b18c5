// RUN: %program %s
// spawn starts what a pointer leads to: from a table, a field, a parameter; the
// result is the one that the pointer's type says.
#include <csp.h>
#include <stdio.h>

struct pair {
    long a, b;
};
typedef coroutine struct pair maker(int n, long factor);
struct kind {
    const char *name;
    maker *make;
};

static struct pair twice(int n, long factor)
{
    yield();
    return (struct pair){n * factor, 2};
}

static struct pair thrice(int n, long factor)
{
    csp_sleep(1000);
    return (struct pair){n * factor, 3};
}

static long sum(maker *make, int n)
{
    task(struct pair) t = spawn(make(n + 1, 10L));
    struct pair p = join(t);
    return p.a + p.b;
}

int main(void)
{
    static const struct kind kinds[] = {{"twice", twice}, {"thrice", thrice}};
    task(struct pair) tasks[2];
    for (int i = 0; i < 2; i++)
        tasks[i] = spawn(kinds[i].make(i, 5));
    for (int i = 0; i < 2; i++)
        printf("%s %ld ", kinds[i].name, join(tasks[i]).a);
    printf("%ld\n", sum(thrice, 6)); // OUT: twice 0 thrice 5 73
}
