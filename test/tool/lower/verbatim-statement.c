// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// Statements without a suspension are copied byte for byte, odd spacing and
// comments included.
#include <csp.h>

static int work(int n)
{
    yield();
    n  =  n<<1 ; /* twice */ n++;   // and one
    if(n)   { n   -=1; }
    yield();
    return n;
}

int main(void)
{
    return work(1);
}
// CHECK-LABEL: static int work__step(
// CHECK: {{^}}    n  =  n<<1 ; /* twice */ n++;   // and one{{$}}
// CHECK-NEXT: {{^}}    if(n)   { n   -=1; }{{$}}
