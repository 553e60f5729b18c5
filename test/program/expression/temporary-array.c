// RUN: %program %s
// The array in a returned struct lives as long as the full expression, whoever
// suspends in it.
#include <csp.h>
#include <stdio.h>
#include <string.h>

struct name {
    char s[12];
};
struct deep {
    union {
        int a[4];
        struct name name;
    } in;
};

static int id(int x)
{
    yield();
    return x;
}
static struct name plain(int k)
{
    struct name n;
    snprintf(n.s, sizeof n.s, "n%d", k);
    return n;
}
static struct name slow(int k)
{
    yield();
    return plain(k);
}
static struct deep deep(int k)
{
    yield();
    return (struct deep){{{k, k + 1}}};
}
static int less(const char *a, const char *b, int k)
{
    return k * (strcmp(a, b) < 0);
}
static int both(const int *a, const int *b)
{
    return *a * 10 + *b;
}

int main(void)
{
    auto_chan(struct name) c = chan_make(struct name, 2);
    struct name kept = {"k"};
    printf("%d\n", strcmp(slow(1).s, slow(2).s) < 0);         // OUT: 1
    printf("%d\n", less(plain(1).s, slow(2).s, id(5)));       // OUT: 5
    printf("%s %s %d\n", slow(4).s, plain(5).s, id(6));       // OUT: n4 n5 6
    printf("%c%c\n", id(1)[slow(7).s], *(slow(8).s + id(1))); // OUT: 78
    printf("%d\n", both(deep(1).in.a, deep(2).in.a + 1));     // OUT: 13
    printf("%s %d\n", (kept = slow(6)).s, id(7)); // OUT: n6 7
    chan_send(c, slow(1));
    chan_send(c, {"sent"});
    printf("%s %s\n", chan_get(c).s, chan_get(c).s); // OUT: n1 sent
    printf("%s %s\n", join(spawn(slow(1))).s, join(spawn(slow(2))).s);
    // OUT: n1 n2
    return 0;
}
