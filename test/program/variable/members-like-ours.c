// RUN: %program %s
// What an operation or a callee has in the frame is a member beside the
// variables, one of which may have its name.
#include <csp.h>
#include <stdio.h>

static int send_2(int n)
{
    yield();
    return n + 1;
}

static int work(chan(int) c, int send_1, int select_1)
{
    int recv_1 = 2, *p = &recv_1, sleep_1 = 3, par_4 = 5;
    chan_send(c, send_1 + sleep_1);
    chan_send(c, send_2(*p));
    csp_sleep(1);
    select {
    case_send(c, select_1): par_4++; break;
    }
    return send_1 + select_1 + recv_1 + sleep_1 + par_4;
}

static void take(chan(int) c)
{
    int get_1 = 0, recv_1;
    while (chan_recv(c, &recv_1)) {
        get_1 += recv_1;
        printf("%d %d\n", recv_1, get_1);
    }
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 0);
    int sum = 0;
    par {
        {
            sum = work(c, 10, 20);
            chan_close(c);
        }
        take(c);
    }
    printf("%d\n", sum);
    // OUT: 13 13
    // OUT: 3 16
    // OUT: 20 36
    // OUT: 41
    return 0;
}
