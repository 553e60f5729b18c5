#include <csp.h>

struct pair {
    long first, second;
};
coroutine STATED struct pair sum_of(chan(int) c, int n);

int main(void)
{
    auto_chan(int) c = chan_make(int, 1);
    chan_send(c, 1);
    return sum_of(c, 1).first != 1;
}
