// RUN: %program %s
// The program's own functions hear of each switch and each operation, in their
// order.
// UNSUPPORTED: stress
// WORKERS: 1
#include <csp.h>
#include <stdio.h>

void csp_on_switch(const struct csp_switch *event)
{
    static const char *const words[] = {"is born", "is woken", "runs",
                                        "waits",   "yields",   "ends"};
    struct csp_place at = csp_switch_place(event);
    printf("%s %s %s, line %d\n", at.function, words[event->kind],
           at.operand ? at.operand : "", at.line);
}

void csp_on_chan(const struct csp_chan_event *event)
{
    static const char *const words[] = {"send", "receive", "lock", "select"};
    printf("%s, %d of %d\n", words[event->kind], (int)event->length,
           (int)event->capacity);
}

static void reply(chan(int) numbers)
{
    yield();
    chan_send(numbers, 1);
    chan_send(numbers, 2);
}

// OUT: main is born , line @LINE+2
// OUT: main runs , line @LINE+1
int main(void)
{
    chan(int) numbers = chan_make(int, 1);
    go reply(numbers); // OUT: reply is born , line @LINE-12
    int n;
    chan_recv(numbers, &n); // OUT: receive, 0 of 1
    // OUT: main waits numbers, line @LINE-1
    // OUT: reply runs , line @LINE-16
    // OUT: reply yields , line @LINE-15
    // OUT: reply runs , line @LINE-16
    // OUT: send, 0 of 1
    // OUT: main is woken numbers, line @LINE-6
    // OUT: send, 1 of 1
    // OUT: reply ends , line @LINE-20
    // OUT: main runs numbers, line @LINE-9
    return n - 1; // OUT: main ends numbers, line @LINE-10
}
