// RUN: %cspcc --emit=c %s -o %t.c && %clang -I%include -Wall -Wextra -Werror -c %t.c -o %t.o
// RUN: %gcc -I%include -Wall -Wextra -Werror -c %t.c -o %t.o
// REQUIRES: gcc
// A declaration whose uses have all gone with a block is not called unused.
#include <csp.h>

int main(void)
{
    extern int shared;
    chan(int) c = chan_make(int, 1);
    go {
        yield();
        chan_send(c, shared + 1);
    }
    return chan_get(c);
}

int shared = 20;
