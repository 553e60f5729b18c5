// A wake-up is lost: the consumer looks, finds nothing, and says so before it
// waits; what is set and signalled meanwhile wakes nobody.
#include <csp.h>

static int ready;

static void consume(chan(int) wake, chan(int) diary)
{
    if (!ready) {
        chan_send(diary, 'w');
        chan_get(wake);
    }
    chan_send(diary, 'c');
}

static void produce(chan(int) wake, chan(int) diary)
{
    chan_send(diary, 'p');
    ready = 1;
    chan_try_send(wake, 1);
}

int main(void)
{
    auto_chan(int) wake = chan_make(int, 0), diary = chan_make(int, 8);
    go consume(wake, diary);
    go produce(wake, diary);
    while (chan_get(diary) != 'c') {
    }
}
