// RUN: %program %s
// A recursive walk sends the leaves of a tree; two walks are compared leaf by
// leaf ("same fringe").
#include <csp.h>
#include <stdio.h>

struct tree { int value; const struct tree *left, *right; };

static void walk(const struct tree *t, chan(int) out)
{
    if (!t) return;
    walk(t->left, out);
    chan_send(out, t->value);
    walk(t->right, out);
}

static void leaves(const struct tree *t, chan(int) out)
{
    walk(t, out);
    chan_close(out);
    chan_release(out);
}

static bool same(const struct tree *a, const struct tree *b)
{
    chan(int) ca = chan_make(int, 0), cb = chan_make(int, 5);
    go leaves(a, chan_retain(ca));
    go leaves(b, chan_retain(cb));
    bool equal = true, more_a, more_b;
    do {
        int x, y;
        more_a = chan_recv(ca, &x);
        more_b = chan_recv(cb, &y);
        equal = equal && more_a == more_b && x == y;
    } while (more_a || more_b);
    chan_release(ca);
    chan_release(cb);
    return equal;
}

int main(void)
{
    struct tree one = {1, 0, 0}, three = {3, 0, 0}, four = {4, 0, 0};
    struct tree two = {2, &one, &three}, other = {3, &two, 0};
    struct tree late = {2, &one, 0}, root = {3, &late, 0}, more = {3, &late, &four};
    two.right = NULL;
    printf("%d %d %d\n", same(&other, &root), same(&two, &late), same(&root, &more));
    while (csp_live() > 1)
        yield();
    return 0; // OUT: 1 1 0
}
