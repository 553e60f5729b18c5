// To the compiler, no way leads past the cases of a select: what all of them
// return or set is known behind it. What only some do is warned of as ever.
// RUN: %cspcc -Wall -Wextra -Werror -c %s -o %t.o
// RUN: %clang -I%include -Wall -Wextra -Werror -fsyntax-only %s
// RUN: %cspcc -Wall -Wextra -DSOME -c %s -o %t.o 2>&1 | %FileCheck %s
#include <csp.h>

coroutine int all_return(chan(int) a, chan(int) b)
{
    select {
    case_recv(a, NULL): return 1;
    case_send(b, 2): return 2;
    }
}

coroutine int all_set(chan(int) a, int n)
{
    int set;
    if (n > 1) select_ordered {
    case_recv(a, NULL): set = 1; break;
    case_after(n): set = 2; break;
    }
    else
        select_fair {
        case_recv(a, &set): break;
        default: set = 3;
        }
    if (n > 2) select {}
    return set;
}

#ifdef SOME
coroutine int some_return(chan(int) a)
{
    select {
    case_recv(a, NULL): return 1;
    case_after(1): break;
    }
    // CHECK: [[@LINE+1]]:1: warning: non-void function does not return a value
}

coroutine int some_set(chan(int) a)
{
    int set;
    select {
    case_recv(a, NULL): set = 1; break;
    // CHECK: [[@LINE+1]]:{{.*}} warning: variable 'set' is used uninitialized
    case_after(1): break;
    }
    return set;
}
#endif
