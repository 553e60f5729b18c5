// RUN: %program %s
// GNU's cleanup attribute runs once at each way out of a scope, last declared
// first, also when the scope has suspended.
#include <csp.h>
#include <stdio.h>

static void bye(const int *p)
{
    printf("bye %d\n", *p);
}
#define NOTED __attribute__((cleanup(bye)))

static int run(int how)
{
    NOTED int outer = 1;
    for (int i = 0; i < 2; i++) {
        NOTED int inner = 10 + i;
        NOTED int last = 20 + i;
        yield();
        if (how == 1) return how;
        if (how == 2) break;
    }
    yield();
    return 0;
}

int main(void)
{
    for (int how = 0; how < 3; how++)
        printf("run %d\n", run(how));
    return 0;
}
// OUT: bye 20
// OUT: bye 10
// OUT: bye 21
// OUT: bye 11
// OUT: bye 1
// OUT: run 0
// OUT: bye 20
// OUT: bye 10
// OUT: bye 1
// OUT: run 1
// OUT: bye 20
// OUT: bye 10
// OUT: bye 1
// OUT: run 0
