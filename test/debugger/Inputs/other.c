#include "other.h"

static bool take(char mark, chan_in(chan(int)) more)
{
    chan(int) one = NULL;
    return chan_recv(more, &one) && mark;
}

coroutine void other(chan(chan(int)) more)
{
    take('m', more);
}
