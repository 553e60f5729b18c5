// RUN: rm -rf %t && mkdir %t && cp %s %t/a.c && cp %S/Inputs/plain.c %t/b.c
// RUN: cd %t && %cspcc -c b.c -o b.o && %cspcc -DMAIN a.c b.o -o ab
// RUN: cd %t && ./ab && %cspcc -DMAIN a.c b.c -o abc && ./abc
// RUN: cd %t && %cspcc -x c -DMAIN a.c -x none b.o -o abx && ./abx
// RUN: ls -A %t | %check
// Sources with and without forms and objects go into one program, and the
// temporary objects leave nothing behind.
#include <csp.h>
int plain(int n);

int main(void)
{
    yield();
    return plain(21) - 42;
}
// CHECK: {{^a.c$}}
// CHECK-NEXT: {{^ab$}}
// CHECK-NEXT: {{^abc$}}
// CHECK-NEXT: {{^abx$}}
// CHECK-NEXT: {{^b.c$}}
// CHECK-NEXT: {{^b.o$}}
// CHECK-NOT: {{.}}
