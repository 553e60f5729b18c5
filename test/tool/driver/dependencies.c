// RUN: rm -rf %t && mkdir %t && cp %s %t/p.c && cp %S/Inputs/user.h %t && cd %t
// RUN: %cspcc -MD -c p.c && %check --check-prefixes=ALL,SYS < p.d
// RUN: %cspcc -MMD -c p.c -o q.o && %check --check-prefixes=ALL2,USER < q.d
// RUN: %cspcc -MD -MP -MF z.dep -MT 'a b' -c p.c
// RUN: %check --check-prefix=NAMED < z.dep
// RUN: %cspcc -Wp,-MD,wp.dep -c p.c && %check --check-prefixes=ALL,SYS < wp.dep
// RUN: %cspcc -M p.c | %check --check-prefixes=ALL,SYS
// RUN: %cspcc -MD p.c -o prog && %check --check-prefix=PROG < prog.d
// Dependency files name the user's source and headers, under the names that
// the C compiler would choose; no temporary file is in them.
// ALL: p.o: p.c
// ALL2: q.o: p.c
// NAMED: a b: p.c
// PROG: prog: p.c
// USER-NOT: stdio.h
// USER: user.h
// USER-NOT: stdio.h
// SYS: user.h
// SYS: stdio.h
// NAMED: user.h:
#include <csp.h>
#include "user.h"
#include <stdio.h>

int main(void)
{
    yield();
    return user;
}
