// RUN: %program --script %S/Inputs/seed-repeats.sh %s
// One seed, one run; other seeds give other runs: a lost update, of which the
// usual order never shows, is found. A run that was recorded is played again.
#include <csp.h>
#include <stdio.h>

static int balance;

static void pay_in(int n, chan(int) paid)
{
    for (int i = 0; i < 3; i++) {
        int b = balance;
        yield();
        balance = b + n;
    }
    chan_send(paid, n);
}

int main(void)
{
    auto_chan(int) paid = chan_make(int, 0), a = chan_make(int, 1);
    auto_chan(int) b = chan_make(int, 1);
    for (int i = 1; i <= 3; i++)
        go pay_in(i, paid);
    for (int i = 0; i < 3; i++)
        printf("%d ", chan_get(paid));
    chan_send(a, 1);
    chan_send(b, 2);
    int from = 0;
    for (int i = 0; i < 2; i++)
        select {
        case_recv(a, &from): printf("a "); break;
        case_recv(b, &from): printf("b "); break;
        }
    printf("%d\n", balance);
}
// UNSUPPORTED: stress, tsan
