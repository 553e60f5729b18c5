// RUN: %program %s
// Blocks nested twenty-five deep, each with a variable that lives across the
// suspension in the innermost.
#include <csp.h>
#include <stdio.h>

#define OPEN(n) { int v##n = n; yield();
#define SHUT(n) sum += v##n; }

int main(void)
{
    int sum = 0;
    OPEN(1) OPEN(2) OPEN(3) OPEN(4) OPEN(5) OPEN(6) OPEN(7) OPEN(8) OPEN(9)
    OPEN(11) OPEN(12) OPEN(13) OPEN(14) OPEN(15) OPEN(16) OPEN(17) OPEN(18)
    OPEN(21) OPEN(22) OPEN(23) OPEN(24) OPEN(25) OPEN(26) OPEN(27) OPEN(28)
    yield();
    SHUT(28) SHUT(27) SHUT(26) SHUT(25) SHUT(24) SHUT(23) SHUT(22) SHUT(21)
    SHUT(18) SHUT(17) SHUT(16) SHUT(15) SHUT(14) SHUT(13) SHUT(12) SHUT(11)
    SHUT(9) SHUT(8) SHUT(7) SHUT(6) SHUT(5) SHUT(4) SHUT(3) SHUT(2) SHUT(1)
    printf("%d\n", sum); // OUT: 357
    return 0;
}
