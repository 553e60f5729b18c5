// Two tasks and a channel: main waits for what the other one says.
#include <csp.h>
#include <stdio.h>

static void greet(chan(const char *) out, const char *name)
{
    chan_send(out, "hello,");
    chan_send(out, name);
    chan_close(out);
    chan_release(out);
}

int main(void)
{
    chan(const char *) words = chan_make(const char *, 0);
    const char *word;
    go greet(chan_retain(words), "world");
    while (chan_recv(words, &word))
        puts(word);
    chan_release(words);
    return 0;
}
