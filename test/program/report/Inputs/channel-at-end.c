// What runs after main uses a channel, and so the runtime.
#include <csp.h>
#include <stdio.h>

__attribute__((destructor)) static void end(void)
{
    chan(int) c = chan_make(int, 1);
    chan_release(c);
}

int main(void)
{
    chan(int) c = chan_make(int, 1);
    chan_send(c, 1);
    blocking puts("runs");
    chan_release(c);
    return 0;
}
