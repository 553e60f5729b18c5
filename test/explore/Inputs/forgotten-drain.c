// The first good answer is enough, and nobody takes the others: who still wants
// to give one waits for ever.
#include <csp.h>

static void ask(int server, chan(int) answers)
{
    chan_send(answers, server % 2);
}

int main(void)
{
    auto_chan(int) answers = chan_make(int, 0);
    par {
        ask(0, answers);
        ask(2, answers);
        ask(3, answers);
        while (chan_get(answers) == 0) {
        }
    }
}
