#include <csp.h>
#include <stdio.h>

int main(void)
{
    auto_chan(int) c = chan_make(int, 0);
    printf("file %s\n", __FILE__);
    fflush(stdout);
    csp_dump(2);
    chan_close(c);
    chan_send(c, 1);
}
