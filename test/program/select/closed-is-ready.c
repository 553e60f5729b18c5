// RUN: %program %s
// In a select a closed channel is ready: a receive gives zero and false, and a
// value that was buffered comes first.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    chan(int) c = chan_make(int, 2), never = chan_make(int, 0);
    int v = 5, closed = 0;
    bool ok;
    chan_send(c, 1);
    chan_close(c);
    for (int i = 0; i < 4; i++) {
        select {
        case_recv(c, &v, &ok):
            printf("%d %d\n", v, ok);
            if (!ok) {
                closed++;
                v = 7;
            }
            break;
        case_recv(never, &v): return 1;
        }
    }
    select {
    case_recv(c, &v): printf("%d\n", v); break;
    default: return 2;
    }
    printf("%d\n", closed);
    chan_release(c);
    chan_release(never);
    return 0;
}
// OUT: 1 1
// OUT: 0 0
// OUT: 0 0
// OUT: 0 0
// OUT: 0
// OUT: 3
