// RUN: %cspcc --dump=cfg --dump-function=work %s | %check
// A select evaluates all channels and values, suspends once, and goes to one of
// its cases; what is received is assigned on the way to the case that
// receives it.
#include <csp.h>

static int work(chan(int) a, chan(int) b, int n)
{
    int v = 0;
    select {
    case_recv(a, &v): n += v; break;
    case_send(b, n): break;
    }
    return n;
}

int main(void)
{
    return work(0, 0, 1);
}
// CHECK: block 0: def v use a use b use n suspend@[[#@LINE-11]] -> [[#RECV:]] [[#SEND:]]{{$}}
// CHECK-NEXT: block [[#RECV]]: def v -> [[#RECEIVED:]]
// CHECK-NEXT: block [[#SEND]]: -> [[#SENT:]]
// CHECK: block [[#RECEIVED]]: ->
// CHECK: block [[#SENT]]: ->
