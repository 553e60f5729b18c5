// RUN: %program %s
// spawn keeps a handle of a task, join waits for it and takes its result, in any
// order; tasks that return structs and nothing; handles given up (row Y6).
#include <csp.h>
#include <stdio.h>

struct point { int x, y; };

static int slow(int x)
{
    for (int i = 0; i < x; i++)
        yield();
    return x * x;
}

static struct point at(int x, int y)
{
    yield();
    return (struct point){x, y};
}

static void tell(chan(int) c, int v)
{
    chan_send(c, v);
}

static int plain(int x)
{
    return x + 1;
}

static long sum(int depth)
{
    if (depth == 0) return 1;
    task(long) left = spawn(sum(depth - 1));
    task(long) right = spawn(sum(depth - 1));
    return join(left) + join(right);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    task(int) list[5];
    for (int i = 0; i < 5; i++)
        list[i] = spawn(slow(5 - i));
    task(struct point) p = spawn(at(join(list[4]), slow(2)));
    task(void) t = spawn(tell(c, 7));
    task(int) q = spawn(plain(1));
    for (int i = 0; i < 4; i++)
        printf("%d ", join(list[i]));
    struct point got = join(p);
    printf("%d %d %d\n", got.x, got.y, chan_get(c)); // OUT: 25 16 9 4 1 4 7
    join(t);
    printf("%d %ld\n", join(q), sum(8)); // OUT: 2 256
    task_drop(spawn(slow(3)));
    (void)spawn(plain(2));
    chan_release(c);
    return 0;
}
