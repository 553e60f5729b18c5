// RUN: %program %s
// FLAGS: -fcsp-stress -w
// So many lines left out between a function's parameters and its body that the
// preprocessor marks the place.
// OUT: 7
#include <stdio.h>

int add(int a, int b)
#ifdef OLD
// One line.
// Another.
// A third one.
// A fourth one.
// A fifth one.
// A sixth one.
// A seventh one.
// An eighth one.
#endif
{
    return a + b;
}

int main(void)
{
    printf("%d\n", add(3, 4));
}
