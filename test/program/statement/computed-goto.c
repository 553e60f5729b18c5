// RUN: %program %s
// GNU's labels as values: a table of labels and goto * across suspensions.
#include <csp.h>
#include <stdio.h>

static int interpret(const char *program)
{
    static const void *const table[] = {&&add, &&twice, &&rest, &&end};
    int value = 1;
#define NEXT goto *table[*program++ - 'a']
    NEXT;
add:
    yield();
    value += 1;
    NEXT;
twice:
    value *= 2;
    NEXT;
rest:
    yield();
    yield();
    NEXT;
end:
    return value;
}

int main(void)
{
    printf("%d %d\n", interpret("abcabd"), interpret("d")); // OUT: 10 1
    return 0;
}
