// Plain C calls plain entries.
#include "library.h"
#include <stdio.h>

int main(void)
{
    printf("%d %d\n", doubled(20), apply(doubled, 4));
    return 0;
}
