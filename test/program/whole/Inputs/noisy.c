#include <stdio.h>

int main(void)
{
    fputs("a warning\n", stderr);
    return 0;
}
