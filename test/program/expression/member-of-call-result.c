// RUN: %program %s
// Members and elements can be taken of a struct that a suspending call gives.
#include <csp.h>
#include <stdio.h>

struct point { int x, y; };
struct path { struct point p[2]; const char *name; };

static struct path make(int n)
{
    yield();
    return (struct path){{{n, n + 1}, {n + 2, n + 3}}, "path"};
}

static struct point *lookup(struct path *path, int i)
{
    yield();
    return &path->p[i];
}

int main(void)
{
    struct path path = make(1);
    chan(struct point) c = chan_make(struct point, 2);
    printf("%d\n", make(5).p[1].y + make(1).p[0].x); // OUT: 9
    printf("%c\n", make(0).name[make(0).p[1].x]);    // OUT: t
    lookup(&path, 1)->x = make(50).p[0].y;
    printf("%d %d\n", path.p[1].x, lookup(&path, 0)->y); // OUT: 51 2
    chan_send(c, path.p[1]);
    chan_send(c, (struct point){lookup(&path, 1)->x, make(8).p[0].x});
    printf("%d ", chan_get(c).y);
    printf("%d\n", chan_get(c).y); // OUT: 4 8
    path = make(3), path.p[0] = make(7).p[1];
    printf("%d %d\n", path.p[0].x, path.p[1].x); // OUT: 9 5
    chan_release(c);
    return 0;
}
