// RUN: %program %s
// Each operation on a closed channel, drained and not, alone and in selects of
// one case, of more and with a default, gives at once what it must.
#include <csp.h>
#include <stdio.h>

static int wrong;

static void expect(bool good, int line)
{
    if (!good) printf("line %d\n", line);
    wrong += !good;
}

static void check(chan(int) c, int value)
{
    chan(int) never = NULL;
    int v = 9, path = 0;
    bool ok = true;
    if (value) {
        select { case_recv(c, &v, &ok): path = 1; break; default: path = 2; }
        expect(path == 1 && ok && v == value, __LINE__);
    }
    for (int round = 0; round < 2; round++) {
        v = 9;
        expect(!chan_recv(c, &v) && v == 0, __LINE__);
        expect(chan_get(c) == 0, __LINE__);
        v = 9, ok = true;
        select { case_recv(c, &v, &ok): path = 3; }
        expect(path == 3 && !ok && v == 0, __LINE__);
        v = 9, ok = true;
        select {
        case_recv(never, &v): path = 4; break;
        case_recv(c, &v, &ok): path = 5; break;
        case_send(never, 1): path = 6; break;
        }
        expect(path == 5 && !ok && v == 0, __LINE__);
        select {
        case_recv(c, &v): path = 7; break;
        case_after(INT64_C(20000000000)): path = 8; break;
        }
        expect(path == 7, __LINE__);
        expect(!chan_send(c, 1), __LINE__);
        expect(chan_len(c) == 0, __LINE__);
        chan_close(c);
    }
    chan_release(c);
}

int main(void)
{
    chan(int) c[4];
    for (int i = 0; i < 4; i++)
        c[i] = chan_make(int, i);
    chan_send(c[1], 5);
    chan_send(c[3], 6);
    for (int i = 0; i < 4; i++)
        chan_close(c[i]);
    check(c[0], 0);
    check(c[1], 5);
    check(c[2], 0);
    check(c[3], 6);
    printf("%d\n", wrong); // OUT: 0
    return 0;
}
