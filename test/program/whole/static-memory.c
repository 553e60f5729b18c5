// RUN: %program %s
// With CSP_STATIC the runtime never calls malloc; when its bytes are used up,
// memory is out, and what is given back is there again.
// REQUIRES: plain
#include <csp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
// WORKERS: 1

CSP_STATIC(200000);

void *malloc(size_t bytes)
{
    (void)bytes;
    abort();
}
void *calloc(size_t n, size_t bytes)
{
    (void)n;
    return malloc(bytes);
}
void *realloc(void *block, size_t bytes)
{
    (void)block;
    return malloc(bytes);
}
void *aligned_alloc(size_t align, size_t bytes)
{
    (void)align;
    return malloc(bytes);
}
void free(void *block)
{
    if (block) abort();
}

static void say(const char *text)
{
    if (write(1, text, strlen(text)) < 0) abort();
}

static int wait(chan(int) c)
{
    return chan_get(c);
}

static int fill(chan(int) c)
{
    int n = 0;
    static task(int) all[5000];
    while (n < 5000 && (all[n] = spawn(wait(c))))
        n++;
    chan_close(c);
    for (int i = 0; i < n; i++)
        join(all[i]);
    return n;
}

static int fill_with_channels(void)
{
    int n = 0;
    chan(int) all[100];
    while (n < 100 && (all[n] = chan_make(int, 1000)))
        n++;
    for (int i = 0; i < n; i++)
        chan_release(all[i]);
    return n;
}

int main(void)
{
    say(chan_make(char, 200000) ? "room\n" : "no room\n"); // OUT: no room
    int most = 0, least = 5000;
    for (int i = 0; i < 100; i++) {
        auto_chan(int) c = chan_make(int, 0);
        int n = fill(c), channels = fill_with_channels();
        if (n > most) most = n;
        if (n < least) least = n;
        if (channels < 5 || channels > 50) abort();
    }
    say(most < 3000 && least > 1000 ? "ok\n" : "bad\n"); // OUT: ok
}
