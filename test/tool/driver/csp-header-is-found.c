// RUN: %cspcc -c %s -o %t.o
// RUN: %cspcc -E %s | %check
// Every compilation finds csp.h, also one of a file that does not include it.
#if __has_include(<csp.h>)
int found_it;
// CHECK: int found_it;
#else
#error csp.h is not there
#endif
