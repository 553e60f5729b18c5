// RUN: %program %s
// go { } starts a block with copies of what it uses, made at once: scalars,
// structs, arrays and pointers; later changes on either side do not show.
#include <csp.h>
#include <stdio.h>
#include <string.h>

#pragma GCC diagnostic ignored "-Wcsp-copy" // on purpose

struct job { int id; char name[8]; };
static int total;

static int run(chan(int) done, int k)
{
    struct job job = {k, "job"};
    int list[3] = {1, 2, 3}, sum = 0, v;
    static _Atomic int started;
    for (int i = 0; i < 3; i++) {
        go {
            int mine = i * 10 + list[i] + job.id;
            started++;
            yield();
            list[0] = 99;
            if (strcmp(job.name, "job") == 0) chan_send(done, mine);
            go { chan_send(done, mine + (list[0] == 99)); }
        }
        list[i] = 7;
    }
    job.id = 0;
    for (int i = 0; i < 6; i++) {
        chan_recv(done, &v);
        sum += v;
    }
    return sum + 0 * list[0] + 1000 * started;
}

void from_plain(chan(int) done)
{
    int here = 4;
    go { chan_send(done, here); }
    here = 5;
    total += here;
}

int main(void)
{
    chan(int) done = chan_make(int, 0);
    printf("%d\n", run(done, 5)); // OUT: 3105
    from_plain(done);
    printf("%d %d\n", chan_get(done), total); // OUT: 4 5
    chan_release(done);
    return 0;
}
