// RUN: %program %s
// In a switch inside a loop, break leaves the switch, continue goes on with
// the loop.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    int seen = 0;
    for (int i = 0; i < 6; i++) {
        switch (i) {
        case 0:
            yield();
            continue;
        case 1:
            while (true) {
                yield();
                break;
            }
            seen += 1;
            break;
        case 2:
            for (int k = 0; k < 3; k++) {
                if (k == 1) continue;
                yield();
                seen += 10;
            }
            continue;
        case 4:
            yield();
            if (seen > 5) break;
            seen = 0;
        }
        seen += 100;
        yield();
    }
    printf("%d\n", seen); // OUT: 421
    return 0;
}
