#include <csp.h>

int main(void)
{
    int length = 1;
    auto_chan(int) c = chan_make(int, length);
    chan_close(c);
    chan_send(c, 1);
}
