// RUN: %cspcc --emit=c %s -o %t.c
// RUN: %clang -Wall -Werror -I%include -fsyntax-only %t.c
// RUN: %not grep -E '^#(if|el|endif)' %t.c
// RUN: grep -F '#include <stdio.h>' %t.c
// Of a conditional that is preprocessed away in part, no directive is left in
// --emit=c, and an #include of the part that counts is.
#include <csp.h>
#ifdef __x86_64__
int machine;
#else
#define HERE 0
// A part of
// more lines
// than those
// for which
// clang prints
// empty ones
// instead.
#endif
#if 0
// The same
// where the
// part that
// counts is
// the second
// one.
#define HERE 0
#else
#include <stdio.h>
int other;
#endif
int main(void)
{
    yield();
    puts("");
    return machine + other;
}
