// RUN: %program %s
// The plain entry of a coroutine, called from an ordinary function on a worker
// (here by qsort), stops the program with a message that names it (row A1).
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>

coroutine int compare(const void *a, const void *b);

coroutine int compare(const void *a, const void *b)
{
    yield();
    return *(const int *)a - *(const int *)b;
}

int (*escaped)(const void *, const void *);

int main(void)
{
    int list[2] = {2, 1};
    escaped = (int (*)(const void *, const void *))compare;
    yield();
    puts("before"); // OUT: before
    fflush(stdout);
    qsort(list, 2, sizeof list[0], escaped);
    puts("after");
    return 0;
}
// ERR: compare
// EXIT: 2
