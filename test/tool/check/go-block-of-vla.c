// RUN: %not %cspcc -fsyntax-only %s 2>&1 | %check --strict-whitespace
// A go block has copies of what it uses; of an array of variable length it
// cannot.
#include <csp.h>

static void f(int n)
{
    int list[n];
    list[0] = n;
    go {
// CHECK: :[[#@LINE-1]]:8: error: a go block cannot have a copy of 'list', whose length varies [csp-vla]
// CHECK-NEXT: |     go {{[{]$}}
// CHECK-NEXT: {{^}}      |        ^{{$}}
// CHECK-NEXT: :[[#@LINE-4]]:8: note: give it an array of fixed size, or memory from malloc
// CHECK-NEXT: |     go {{[{]$}}
// CHECK-NEXT: {{^}}      |        ^{{$}}
        yield();
        list[0]++;
    }
    yield();
}

int main(void)
{
    f(1);
    return 0;
}
// CHECK: {{^}}1 error generated.
