// RUN: %program %s
// A go block of a plain function uses what the function has of its own: types,
// enumerators, statics, and what it declares only for itself. The function and
// the block see one static, and one type.
#include <csp.h>
#include <stdio.h>

static chan(int) out;

static int start(int n)
{
    typedef struct pair {
        int a, b;
    } pair;
    struct list {
        struct list *next;
        pair value;
    } head = {0, {n, 2}}, *at = &head;
    enum { ONE = 1, TWO };
    struct {
        int x[TWO];
    } unnamed = {{ONE, TWO}};
    static int calls = 5, *counter = &calls;
    extern int shared;
    int twice(int);
    calls++;
    go {
        pair copy = head.value;
        enum { THREE = 3 } three = THREE;
        yield();
        chan_send(out, copy.a + copy.b + calls);
        chan_send(out, unnamed.x[1] + TWO + (int)sizeof(struct list) * 0);
        chan_send(out, twice(shared) + (int)three);
        *counter += 100;
        chan_send(out, calls);
    }
    return (int)(sizeof(pair) / sizeof head.value) + at->value.b + calls;
}

int shared = 20;
int twice(int x)
{
    return 2 * x;
}

int main(void)
{
    out = chan_make(int, 0);
    for (int i = 0; i < 2; i++) {
        printf("%d\n", start(10)); // OUT: 9
        for (int k = 0; k < 4; k++)
            printf("%d\n", chan_get(out)); // OUT: 18
    }
    // OUT: 4
    // OUT: 43
    // OUT: 106
    // OUT: 110
    // OUT: 119
    // OUT: 4
    // OUT: 43
    // OUT: 207
    chan_release(out);
    return 0;
}
