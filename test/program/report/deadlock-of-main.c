// RUN: %program %s
// REQUIRES: proc
// main alone waits for what can never come: the program ends with status 2 and
// says who waits where on what (row G24).
#include <csp.h>
#include <stdio.h>

int main(void)
{
    chan(int) numbers = chan_make(int, 0);
    puts("before"); // OUT: before
    chan_recv(numbers, &(int){0}); // ERR-RE: main.*deadlock-of-main\.c:@LINE.*numbers
    puts("never");
    return 0;
}
// ERR: all coroutines are asleep
// EXIT: 2
// FLAGS: -Wno-csp-one-sided
