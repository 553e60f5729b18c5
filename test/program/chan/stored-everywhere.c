// RUN: %program %s
// Channel handles are values: globals, struct fields, array elements, results,
// parameters, and void pointers.
#include <csp.h>
#include <stdio.h>

typedef chan(int) int_chan;
struct port { chan(int) in; int_chan out[2]; };
static chan(int) global;

static int_chan same(int_chan c)
{
    yield();
    return c;
}

static int use(struct port *port, void *opaque)
{
    chan(int) c = opaque;
    chan_send(c, 1);
    chan_send(port->out[1], 2);
    chan_send(same(port->in), 3);
    return chan_get(port->in) + chan_get(same(port->out[1])) * 10 +
           chan_get(c) * 100;
}

int main(void)
{
    int_chan c = chan_make(int, 5);
    global = chan_make(int, 5);
    struct port port = {c, {c, global}};
    int_chan list[3] = {[2] = c}, *at = list + 1;
    printf("%d\n", use(&port, at[1])); // OUT: 321
    yield();
    printf("%d %d\n", port.in == list[2], port.out[0] != global); // OUT: 1 1
    printf("%zu\n", chan_len(c) + chan_len(global));               // OUT: 0
    chan_release(c);
    chan_release(global);
    return 0;
}
