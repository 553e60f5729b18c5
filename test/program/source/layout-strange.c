// RUN: %program %s
// Layout does not matter: many things on one line, one thing on many lines,
// continued lines and digraphs.
#include <csp.h>
#include <stdio.h>
static int a(int x) { yield(); return x; } static int b(int x) { return a(x) + a(x); } int main(void) { int x = a(1), y = b(2); if (x) yield(); else yield(); for (int i = 0; i < 2; i++) { y += a(i); } printf("%d %d\n", x, y); int
z
=
a
(
5
)
;
yi\
eld()
;
%:define DIGRAPH 1
int list<:2:> = <% a(1), a(2) %>;
    ; ; { } { ; }
printf("%d %d %d\n", z, list<:1:>,
\
DIGRAPH); return 0; }
// OUT: 1 5
// OUT: 5 2 1
