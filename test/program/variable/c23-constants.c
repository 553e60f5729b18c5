// RUN: %program %s
// FLAGS: -std=c2x
// BUILDS: clang-O2
// C23's constants may be in the types and the lengths of what the frame holds;
// its digit separators are no character constants.
#include <csp.h>
#include <stdio.h>

static int id(int x)
{
    yield();
    return x;
}

static int sizes(void)
{
    constexpr int n = 1'0, twice = 2 * n;
    constexpr struct {
        int a, b;
    } both = {1, n};
    struct held {
        int v[n];
        enum : unsigned char { LAST = both.b - 1 } last;
    } held = {{id(4)}, LAST};
    int a[n] = {id(1), 2};
    yield();
    held.v[held.last] = id(3);
    return a[id(1)] + held.v[n - 1] + twice + (int)(sizeof held / sizeof a);
}

static int digits(void)
{
    int sum = 0b1'0;
    char quote = '\'';
    for (int i = 1'0; i < 1'2; i++) // a quote;
        sum += id(1'000);
    return sum + (quote == '\'');
}

int main()
{
    printf("%d %d\n", sizes(), digits()); // OUT: 26 2003
    return 0;
}
