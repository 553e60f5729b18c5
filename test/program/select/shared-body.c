// RUN: %program %s
// Case labels in a row share one body, whichever of them was chosen.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    chan(int) a = chan_make(int, 1), b = chan_make(int, 1), out = chan_make(int, 1);
    int v, n = 0;
    for (int i = 0; i < 6; i++) {
        chan_send(i % 2 ? a : b, i);
        select {
        case_recv(a, &v):
        case_recv(b, &v):
            n += v;
            break;
        }
    }
    chan_send(out, 1);
    select {
    case_send(out, 1):
    case_recv(a, &v):
    default:
        n += 100;
    }
    printf("%d\n", n); // OUT: 115
    chan_release(a);
    chan_release(b);
    chan_release(out);
    return 0;
}
