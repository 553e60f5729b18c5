// RUN: %program %s
// case_after of zero or less is ready at once; the shortest of several timeouts
// wins; their arguments are evaluated once.
#include <csp.h>
#include <stdio.h>

static int calls;

static int64_t time_of(int64_t ns)
{
    calls++;
    yield();
    return ns;
}

int main(void)
{
    chan(int) c = chan_make(int, 1), none = NULL;
    int v, n = 0;
    for (int i = 0; i < 100; i++) {
        select {
        case_recv(none, &v): return 1;
        case_after(i % 2 ? 0 : -5): n++; break;
        }
    }
    select {
    case_after(time_of(INT64_C(3600000000000))): n = 0; break;
    case_after(time_of(2 * 1000 * 1000)): n++; break;
    case_after(time_of(INT64_MAX)): n = 0; break;
    }
    printf("%d %d\n", n, calls); // OUT: 101 3
    chan_send(c, 5);
    select {
    case_after(INT64_MAX): return 2;
    case_recv(c, &v): printf("%d\n", v); // OUT: 5
    }
    chan_release(c);
    return 0;
}
