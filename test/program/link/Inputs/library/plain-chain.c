// Plain C that is not linked by cspcc, with libraries that are.
#include "library.h"
#include <stdio.h>

int main(void)
{
    printf("%d %d\n", four_times(2), doubled(5));
    return 0;
}
