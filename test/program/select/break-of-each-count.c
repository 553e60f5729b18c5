// RUN: %program %s
// A break in a select of one, two and three cases and a default leaves it.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    chan(int) c = chan_make(int, 3), none = NULL;
    int v, n = 0;
    chan_send(c, 1);
    chan_send(c, 2);
    chan_send(c, 3);
    select {
    default:
        n++;
        if (n) break;
        n = 100;
    }
    select {
    case_recv(c, &v):
        if (v == 1) break;
        n = 100;
    }
    select {
    case_recv(c, &v):
        n++;
        if (v == 2) break;
        n = 100;
        break;
    case_recv(none, &v):
        n = 200;
    }
    select {
    case_send(none, 1):
        n = 300;
        break;
    case_recv(none, &v):
        n = 200;
        break;
    case_recv(c, &v):
        switch (v) {
        case 3:
            n++;
            break;
        default: n = 400;
        }
        if (n == 3) break;
        n = 500;
    }
    printf("%d %d\n", n, v); // OUT: 3 3
    chan_release(c);
    return 0;
}
