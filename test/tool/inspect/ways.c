// RUN: %cspcc --emit=states %s | %check
// What must hold on a way: rounds of a loop that go before, what macros have
// made of a condition, all alternatives, and two waits in one place.
#include <csp.h>
#define EACH(i, n) for (int i = 0; i < (n); i++)
#define GIVE(c, v)                                                             \
    do {                                                                       \
        if ((v) % 2) chan_send(c, v);                                          \
    } while (0)

int odd(int), six(int);
static void rounds(chan(int) out, int n)
{
    for (int i = 0; i < n; i++) {
        if (!odd(i)) continue;
        if (six(i)) break;
        for (int k = i; odd(k); k /= 2)
            six(k);
        chan_send(out, i);
    }
}
// CHECK: rounds
// CHECK: then 1 if any number of times (i < n, !odd(i)), i < n, odd(i), not
// six(i) CHECK-NEXT: end if any number of times (i < n, !odd(i)), i < n,
// odd(i), six(i) CHECK-NEXT: or any number of times (i < n, !odd(i)), not (i <
// n)

static void macros(chan(int) c, int n)
{
    EACH(i, n) GIVE(c, i);
}
// CHECK: macros
// CHECK: then 1 if any number of times (i < (n), not ((i) % 2)), i < (n), (i) %
// 2 CHECK-NEXT: end if any number of times (i < (n), not ((i) % 2)), not (i <
// (n))

static void all(chan(int) c, int n)
{
    if (n == 1 ? odd(n) : n == 2 ? six(n) : 0) yield();
    switch (n) {
    case 1:
    case 2:
    case 3:
    case 4: chan_send(c, n);
    }
    blocking
    six(n);
}
// CHECK: all
// CHECK: 1 line
// CHECK: then 2 if case 1
// CHECK-NEXT: or case 2
// CHECK-NEXT: or case 3
// CHECK-NEXT: or case 4
// CHECK-NEXT: 3 if no case
// CHECK: 3 line
// CHECK: waits for a thread that blocks
// CHECK: then 4
// CHECK-NEXT: 4 line
// CHECK-NEXT: waits for a worker to go on with
// CHECK: then end

int main(void)
{
    chan(int) c = chan_make(int, 1);
    rounds(c, 1), macros(c, 1), all(c, 1);
}
