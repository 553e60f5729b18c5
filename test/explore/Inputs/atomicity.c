// A sum is read, and written back behind an operation: an update is lost.
#include <assert.h>
#include <csp.h>

static int balance;

static void pay_in(int n, chan(int) receipts)
{
    int before = balance;
    chan_send(receipts, n);
    balance = before + n;
}

int main(void)
{
    auto_chan(int) receipts = chan_make(int, 3);
    par for (int i = 1; i <= 3; i++) pay_in(i, receipts);
    int paid = 0;
    for (int i = 0; i < 3; i++)
        paid += chan_get(receipts);
    assert(balance == paid);
}
