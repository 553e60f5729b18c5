// RUN: %program --script %S/Inputs/explore-finds-it.sh %s
// CSP_EXPLORE finds the order in which an update is lost, shortens it, keeps
// it and tells it; it says so when there is none; arguments and standard input
// are the same in each run.
#include <assert.h>
#include <csp.h>
#include <stdio.h>
#include <string.h>

static int balance;

static void pay_in(int n, chan(int) paid)
{
    int b = balance;
    chan_send(paid, n);
    balance = b + n;
    chan_send(paid, 0);
}

int main(int argc, char **argv)
{
    char word[8] = "";
    assert(argc == 2);
    int words = 0;
    blocking words = scanf("%7s", word);
    if (words != 1 || strcmp(word, argv[1]) != 0) return 3;
    auto_chan(int) paid = chan_make(int, 30);
    int payers = word[0] - '0';
    for (int i = 1; i <= payers; i++)
        go pay_in(i, paid);
    for (int ended = 0; ended < payers;)
        ended += chan_get(paid) == 0;
    if (balance != payers * (payers + 1) / 2) return 7;
}
// WORKERS: 1
// UNSUPPORTED: stress, tsan
// REQUIRES: proc
