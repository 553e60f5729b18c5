// RUN: %program %s
// The array in a struct that an arm of a choice gives is there for all of the
// expression; an arm that is not taken does nothing.
#include <csp.h>
#include <stdio.h>

struct name {
    char s[12];
};
static int x;

static int id(int k)
{
    yield();
    return k;
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

int main(void)
{
    struct name kept = {"kept"};
    printf("%s\n", (id(0) ? kept : slow(5)).s + id(1));        // OUT: 5
    printf("%s\n", id(1) ? plain(1).s : plain(2).s);           // OUT: n1
    printf("%c\n", (id(0) ? slow(1).s : slow(2).s)[id(1)]);    // OUT: 2
    printf("%d %s\n", id(4), (x = 3, plain(x)).s);             // OUT: 4 n3
    printf("%s %d\n", !x ? (x = 9, plain(x).s) : "no", id(1)); // OUT: no 1
    printf("%d\n", (x && plain(x).s[1] == '3') + id(1));       // OUT: 2
    printf("%d\n", (x || plain(x++).s[1] == '5') + id(1));     // OUT: 2
    printf("%d %s\n", x, ({
                             struct name n = slow(8);
                             n;
                         }).s); // OUT: 3 n8
    return 0;
}
