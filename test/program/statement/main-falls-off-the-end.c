// RUN: %program %s
// main may end without a return; its status is then 0.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    yield();
    puts("end"); // OUT: end
}
