// RUN: %program %s
// The body of a case may suspend in every way and hold declarations; variables
// of the function live across it.
#include <csp.h>
#include <stdio.h>

static int slow(int x)
{
    yield();
    return x;
}

int main(void)
{
    chan(int) a = chan_make(int, 2), b = chan_make(int, 2);
    int v, sum = 0, local = 1;
    for (int i = 0; i < 6; i++) {
        select {
        case_recv(a, &v): {
            int twice = slow(v) * 2, list[2] = {slow(1), twice};
            chan_send(b, list[1]);
            local += slow(list[0]);
            break;
        }
        case_recv(b, &v):
            sum += slow(v);
            csp_sleep(1000);
            local *= 2;
            break;
        default:
            yield();
            chan_send(a, slow(local));
        }
    }
    printf("%d %d %zu\n", sum, local, chan_len(a) + chan_len(b));
    chan_release(a); // OUT: 10 10 0
    chan_release(b);
    return 0;
}
