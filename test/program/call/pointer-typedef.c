// RUN: %program %s
// Coroutines are called through pointers: typedef, parameter, struct field,
// table, array element and pointer to pointer.
#include <csp.h>
#include <stdio.h>

typedef coroutine int handler(int);
struct operations {
    handler *first;
    coroutine int (*second)(int);
    handler *rest[2];
};

static coroutine int add_one(int x)
{
    yield();
    return x + 1;
}

static coroutine int twice(int x)
{
    yield();
    return x * 2;
}

static coroutine int same(int x)
{
    return x;
}

static int apply(handler *f, int x)
{
    return f(f(x));
}

static int all(const struct operations *ops, handler *const *table, int x)
{
    x = ops->first(x);
    x = (*ops->second)(x);
    for (int i = 0; i < 2; i++)
        x = ops->rest[i](x) + table[i](0);
    return (**table)(x);
}

int main(void)
{
    static handler *const table[] = {add_one, same};
    struct operations ops = {add_one, twice, {same, &twice}};
    coroutine int (*local)(int) = twice, (**at)(int) = &local;
    yield();
    printf("%d\n", apply(add_one, 3));            // OUT: 5
    printf("%d\n", apply(local, 3) + (*at)(10));  // OUT: 32
    printf("%d\n", all(&ops, table, 4));          // OUT: 23
    local = same;
    printf("%d %d\n", (*at)(7), (local == same ? add_one : twice)(7));
    return 0; // OUT: 7 8
}
