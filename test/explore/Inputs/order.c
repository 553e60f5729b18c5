// Something is used before it is there: that the server has begun is taken for
// its having read the settings.
#include <assert.h>
#include <csp.h>

static int limit;

static void serve(chan(int) begun, chan(int) requests, chan(int) answers)
{
    chan_send(begun, 1);
    limit = 10;
    for (int n; chan_recv(requests, &n);)
        chan_send(answers, n < limit);
}

int main(void)
{
    auto_chan(int) requests = chan_make(int, 0), answers = chan_make(int, 0);
    auto_chan(int) begun = chan_make(int, 1);
    go serve(begun, requests, answers);
    chan_get(begun);
    int most = limit;
    chan_send(requests, 7);
    assert(chan_get(answers) && most == 10);
    chan_close(requests);
}
