// RUN: %program %s
// Loop and branch bodies without braces may suspend.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    chan(int) c = chan_make(int, 100);
    int v, n = 0;
    for (int i = 0; i < 10; i++)
        if (i % 2)
            chan_send(c, i);
        else
            yield();
    chan_close(c);
    while (chan_recv(c, &v))
        for (int i = 0; i < v; i++)
            do
                if (i == 3)
                    yield();
                else
                    n++;
            while (i > 100);
    printf("%d\n", n); // OUT: 22
    for (; chan_get(c);)
        ;
    while (chan_get(c))
        ;
    do {
    } while (chan_get(c));
    if (chan_get(c))
        ;
    else
        puts("drained"); // OUT: drained
    chan_release(c);
    return 0;
}
