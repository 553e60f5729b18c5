// RUN: %program %s
// The value of a switch may come from a suspension; it is converted as C says
// and evaluated once.
#include <csp.h>
#include <stdio.h>

static int calls;

static unsigned char byte(int x)
{
    calls++;
    yield();
    return (unsigned char)x;
}

static const char *name(int x)
{
    switch (byte(x)) {
    case 0: return "zero";
    case 1 ... 9: return "small";
    case 255: return "minus one";
    default: yield();
    }
    return "other";
}

int main(void)
{
    chan(char) c = chan_make(char, 1);
    printf("%s\n", name(256)); // OUT: zero
    printf("%s\n", name(7));   // OUT: small
    printf("%s\n", name(-1));  // OUT: minus one
    printf("%s\n", name(77));  // OUT: other
    chan_send(c, 'x');
    switch (chan_get(c)) {
    case 'x': puts("got x"); // OUT: got x
    }
    switch (byte(3) + byte(4)) {
    case 7: printf("%d calls\n", calls); // OUT: 6 calls
    }
    chan_release(c);
    return 0;
}
