// RUN: %not %cspcc -Wall -c %s -o %t.o 2> %t.ours
// RUN: %not %clang -isystem %include -Wall -fsyntax-only %s 2> %t.clangs
// RUN: cmp %t.ours %t.clangs
// RUN: %not ls %t.o
// Diagnostics of the source are the C compiler's, to the letter.
#include <csp.h>
#define TWICE(x) ((x) + (y))

static int unused;

int main(void)
{
    int x;
    yield();
    return TWICE(x) + "a";
}
