// RUN: cd %S && %cspcc --emit=states states.c | %FileCheck --match-full-lines --strict-whitespace %s
// RUN: cd %S && %cspcc --emit=states --function=first states.c -o %t && %FileCheck --check-prefix=ONE %s < %t
// RUN: %not %cspcc --emit=states --function=none %s -o %t.none 2>&1 | %FileCheck --check-prefix=NONE %s
// RUN: %not ls %t.none
// The table of states: what each waits for, keeps, and where it goes on if what.
#include <csp.h>

static int first(chan(int) a, chan_out(int) b, int most)
{
    int sum = 0, v = 0;
    while (sum < most && chan_recv(a, &v)) {
        if (v % 2 == 0)
            sum += 1;
        switch (v) {
        case 1: yield(); break;
        case 2: continue;
        default: sum += v;
        }
    }
    select {
    case_send(b, sum): break;
    case_after(most ? 1 : 2): sum = -1; break;
    }
    return sum;
}

int main(void)
{
    return first(chan_make(int, 1), chan_make(int, 1), 0);
}
// ONE-NOT: main
// NONE: error: '--function=none': there is no such function
//      CHECK:first (states.c:8): 3 suspensions
// CHECK-NEXT:  start  line 8    static int first(chan(int) a, chan_out(int) b, int most)
// CHECK-NEXT:         then       1         if sum < most
// CHECK-NEXT:                    3         if not (sum < most)
// CHECK-NEXT:  1      line 11   while (sum < most && chan_recv(a, &v)) {
// CHECK-NEXT:         waits for  a value from a
//      CHECK:                    sum           int                   4 bytes
//      CHECK:         then       1 again   if sum < most && chan_recv(a, &v), case 2, sum < most
// CHECK-NEXT:                              or sum < most && chan_recv(a, &v), default, sum < most
// CHECK-NEXT:                    2         if sum < most && chan_recv(a, &v), case 1
// CHECK-NEXT:                    3         if sum < most && chan_recv(a, &v), case 2, not (sum < most)
//      CHECK:                              or not (sum < most && chan_recv(a, &v))
//      CHECK:  2      line 15   case 1: yield(); break;
//      CHECK:         then       1 again   if sum < most
// CHECK-NEXT:                    3         if not (sum < most)
//      CHECK:  3      line 20   select {
// CHECK-NEXT:         waits for  one of the cases of a select
// CHECK-NEXT:         keeps      sum           int                   4 bytes
//      CHECK:         then       end
