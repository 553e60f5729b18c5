// RUN: %program %s
// A struct, union or enum without a name may have no blank before its brace,
// and a comment with another brace there.
// OUT: 10 7
#include <csp.h>
#include <stdio.h>

static int sum(int n)
{
    // clang-format off
    struct{int a;} x = {n};
    union/*{*/{int b; char c;}y = {n + 1};
    enum{NONE, SOME}e = SOME;
    // clang-format on
    yield();
    return x.a + y.b + e;
}

// clang-format off
static struct/* { */{int (*call)(int);} unit = {(int (*)(int))sum};
// clang-format on

int main(void)
{
    int total = sum(4);
    printf("%d %d\n", total, unit.call == sum ? 7 : 0);
}
