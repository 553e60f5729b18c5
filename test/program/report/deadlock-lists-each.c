// RUN: %program %s
// REQUIRES: proc
// The deadlock report has one line for each task: its function, file and line,
// and what it waits for (row G24).
#include <csp.h>

struct port { chan(int) in; };

static void sender(chan(int) orders)
{
    chan_send(orders, 1); // ERR-RE: sender.*deadlock-lists-each\.c:@LINE.*orders
}

static int taker(struct port *port)
{
    return chan_get(port->in); // ERR-RE: taker.*deadlock-lists-each\.c:@LINE.*port->in
}

static void outer(struct port *port)
{
    taker(port);
}

static void chooser(chan(int) first, chan(int) second)
{
    int v;
    select { // ERR-RE: chooser.*deadlock-lists-each\.c:@LINE
    case_recv(first, &v): break;
    case_send(second, 2): break;
    }
}

int main(void)
{
    chan(int) a = chan_make(int, 0), b = chan_make(int, 0);
    struct port port = {a};
    go sender(b);
    go outer(&port);
    go chooser(NULL, NULL);
    select {} // ERR-RE: main.*deadlock-lists-each\.c:@LINE
    return 0;
}
// ERR: all coroutines are asleep
// EXIT: 2
// FLAGS: -Wno-csp-one-sided
