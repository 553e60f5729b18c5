// RUN: %program %s
// Each kind of statement, with a suspension before and behind it and inside,
// gives what its plain twin gives (row R5): the same text compiled twice, as
// plain C and as coroutines, over a range of arguments.
#include <csp.h>
#include <stdio.h>

struct note { int *log, value; };

static void append(const struct note *note)
{
    *note->log = *note->log * 16 + note->value % 16;
}

static int y_(int x)
{
    return x * x + 7;
}

typedef int plain_function(int);
typedef coroutine int suspending_function(int);

#define function plain_function
#define NAME(f) plain_##f
#define S (void)0
#include "Inputs/each-kind.inc"
#undef function
#undef NAME
#undef S
#define function suspending_function
#define NAME(f) suspending_##f
#define S yield()
#include "Inputs/each-kind.inc"

enum { KINDS = sizeof plain_table / sizeof *plain_table };

static int wrong(int kind)
{
    int n = 0;
    for (int x = 0; x < 30; x++)
        n += suspending_table[kind](x) != plain_table[kind](x);
    if (n) printf("kind %d: %d differ\n", kind, n);
    return n;
}

int main(void)
{
    task(int) tasks[KINDS];
    int differ = 0;
    for (int kind = 0; kind < KINDS; kind++)
        tasks[kind] = spawn(wrong(kind)); // mixed with all others
    for (int kind = 0; kind < KINDS; kind++)
        differ += join(tasks[kind]);
    printf("%d kinds, %d differ\n", KINDS, differ); // OUT: 20 kinds, 0 differ
    return 0;
}
