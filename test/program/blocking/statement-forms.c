// RUN: %program %s
// `blocking` stands before an expression, an assignment to a local, a block
// and an if; locals it changes keep their new values.
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int count;

static int slow_square(int x)
{
    usleep(1000);
    count++;
    return x * x;
}

int main(void)
{
    int x = 3, y = 0, list[3] = {0};
    char text[20] = "";
    blocking slow_square(1);
    blocking y = slow_square(x);
    printf("%d\n", y); // OUT: 9
    blocking {
        int local = slow_square(y);
        y = local + x;
        list[1] = slow_square(2);
        strcpy(text, "in block");
    }
    printf("%d %d %s\n", y, list[1], text); // OUT: 84 4 in block
    blocking if (y > 50) x = slow_square(4);
    blocking for (int i = 0; i < 3; i++) list[i] += slow_square(i);
    printf("%d %d %d %d\n", x, list[0], list[1], list[2]); // OUT: 16 0 5 4
    blocking x = system("exit 3");
    printf("%d\n", x >> 8); // OUT: 3
    for (int i = 0; i < 3; i++)
        blocking y += slow_square(i);
    if (y)
        blocking y++;
    else
        blocking y--;
    printf("%d %d\n", y, count); // OUT: 90 11
    return 0;
}
