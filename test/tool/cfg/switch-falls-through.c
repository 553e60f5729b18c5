// RUN: %cspcc --dump=cfg --dump-function=work %s | %check
// A case without break goes on in the next one.
#include <csp.h>

static int work(int n)
{
    int sum = 0;
    switch (n) {
    case 1: sum = 1;
    case 2: yield(); break;
    }
    return sum;
}

int main(void)
{
    return work(0);
}
// CHECK: block [[#]]: def sum -> [[#NEXT:]]
// CHECK: block [[#NEXT]]: suspend@[[#@LINE-10]] ->
