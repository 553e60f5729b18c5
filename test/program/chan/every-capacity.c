// RUN: %program %s
// For capacities from 0 to 59: a sender blocks exactly when the buffer is
// full, order is kept, and a close drains.
#include <csp.h>
#include <stdio.h>

static void produce(chan(int) c, int n, int *sent)
{
    for (int i = 0; i < n; i++) {
        chan_send(c, i);
        __atomic_add_fetch(sent, 1, __ATOMIC_SEQ_CST);
    }
    chan_close(c);
}

static int check(int capacity)
{
    chan(int) c = chan_make(int, capacity);
    int sent = 0, wrong = 0, v, want = 0;
    go produce(c, capacity + 10, &sent);
    while ((int)chan_len(c) < capacity)
        yield();
    for (int i = 0; i < 10; i++)
        yield();
    wrong += __atomic_load_n(&sent, __ATOMIC_SEQ_CST) > capacity;
    while (chan_recv(c, &v))
        wrong += v != want++;
    wrong += want != capacity + 10 || chan_len(c) != 0;
    while (csp_live() > 1)
        yield();
    wrong += sent != want;
    chan_release(c);
    return wrong;
}

int main(void)
{
    int wrong = 0;
    for (int capacity = 0; capacity < 60; capacity++)
        wrong += check(capacity);
    printf("%d\n", wrong); // OUT: 0
    return 0;
}
