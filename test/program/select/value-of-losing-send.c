// RUN: %program %s
// The value of a send and the place of a receive that are not chosen are
// evaluated all the same, anew on each entry.
#include <csp.h>
#include <stdio.h>

static int counter, shift;

static int next(void)
{
    return ++counter;
}

static int place(void)
{
    return shift++;
}

int main(void)
{
    chan(int) c = chan_make(int, 1), d = NULL;
    int got[10] = {0}, v = 0, sum = 0;
    for (int i = 0; i < 5; i++) {
        select {
        case_send(c, next()): d = c, c = NULL; break;
        case_recv(d, &got[place()]): c = d, d = NULL; break;
        }
        v += next();
    }
    for (int i = 0; i < 10; i++)
        sum += got[i] * (i + 1);
    printf("%d %d %d\n", counter, v, sum); // OUT: 10 30 22
    chan_release(c ? c : d);
    return 0;
}
