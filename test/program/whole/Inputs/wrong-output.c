#include <stdio.h>

int main(void)
{
    puts("one"); // OUT: one
    puts("two"); // OUT: three
    return 0;
}
