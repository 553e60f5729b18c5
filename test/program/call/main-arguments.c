// RUN: %program %s
// main gets its arguments, which stay good over suspensions, and may change
// them.
#include <csp.h>
#include <stdio.h>

static void print(char **words)
{
    for (; *words; words++) {
        yield();
        puts(*words);
    }
}

int main(int argc, char *argv[])
{
    yield();
    printf("%d\n", argc); // OUT: 4
    argc--, argv++;
    yield();
    argv[0][0] = 'O';
    print(argv);
    return argc; // EXIT: 3
}
// ARGS: one "two words" ''
// OUT: One
// OUT: two words
// OUT: 
