// RUN: %program %s
// A compound literal given to a task lives as long as the block it stands in,
// and so does one of which a part is meant.
#include <csp.h>
#include <stdio.h>

struct part {
    int n;
    struct {
        int list[2];
    } in;
};

static int sum(const int *list)
{
    yield();
    return list[0] + list[1];
}
static void send_sum(const int *list, chan(int) out)
{
    yield();
    chan_send(out, sum(list));
}

int main(void)
{
    int n = 7, r = 0, s = 0;
    auto_chan(int) out = chan_make(int, 0);
    par
    {
        r = sum((int[]){n, 100});
        {
            s = sum((struct part){1, {{n, 8}}}.in.list);
        }
    }
    printf("%d %d\n", r, s); // OUT: 107 15
    go
    send_sum((int[]){n, 200}, out);
    printf("%d\n", chan_get(out)); // OUT: 207
    go
    {
        const int *list = (int[]){n, 300};
        yield();
        send_sum(list, out);
    }
    printf("%d\n", chan_get(out)); // OUT: 307
    int *first = &(struct part){8, {{n}}}.n,
        *second = &((struct part){9, {{n, sum((int[]){1, 2})}}}).in.list[1];
    yield();
    printf("%d %d\n", *first, *second); // OUT: 8 3
    return 0;
}
