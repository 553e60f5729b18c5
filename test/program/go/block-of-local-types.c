// RUN: %program %s
// A block uses types and enumerators that the function around it defines. Under
// -fcsp-stress the function's plain twin holds the block, too.
#include <csp.h>
#include <stdio.h>

static int weigh(chan(int) out)
{
    enum size { LITTLE = 3, LARGE } size = LARGE;
    struct box {
        int content;
    } box = {40};
    go {
        struct box copy = box;
        chan_send(out, size == LARGE ? copy.content + LITTLE : 0);
    }
    return chan_get(out);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    printf("%d\n", weigh(c)); // OUT: 43
    chan_release(c);
}
