// RUN: %program %s
// [[...]] attributes stand in coroutines.
#include <csp.h>
#include <stdio.h>
// FLAGS: -std=gnu2x

[[nodiscard]] static int slow([[maybe_unused]] int x)
{
    yield();
    return x;
}

int main(void)
{
    [[maybe_unused]] int unused = slow(1);
    switch (slow(1)) {
    case 1:
        yield();
        [[fallthrough]];
    case 2:
        puts("two"); // OUT: two
    }
    typeof(unused) n = slow(4);
    yield();
    bool b = true;
    printf("%d %d\n", n, b); // OUT: 4 1
    return 0;
}
