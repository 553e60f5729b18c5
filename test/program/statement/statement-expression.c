// RUN: %program %s
// GNU's statement expressions may hold a suspension and give its value.
#include <csp.h>
#include <stdio.h>

static int slow(int x)
{
    yield();
    return x;
}

#define MAX(a, b)                                                              \
    ({                                                                         \
        int a_ = (a), b_ = (b);                                                \
        a_ > b_ ? a_ : b_;                                                     \
    })

int main(void)
{
    int x = ({ yield(); int y = slow(3); y * 2; });
    printf("%d\n", x); // OUT: 6
    printf("%d\n", MAX(slow(4), slow(2)) + MAX(1, slow(7))); // OUT: 11
    for (int i = 0; ({ yield(); i < 2; }); i++)
        printf("%d\n", ({ int twice = slow(i) * 2; yield(); twice; }));
    return 0;
}
// OUT: 0
// OUT: 2
