// RUN: %program %s
// Where LeakSanitizer looks for leaks of memory, tasks that leak are told of,
// too: the heap is AddressSanitizer's then. The status stays as it is.
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>
// REQUIRES: asan, proc
// FLAGS: -Wno-csp-one-sided
// ENV: CSP_CLOCK=virtual

struct node {
    chan(int) c;
    struct node *next;
};

static struct node *all;

static void wait_on(chan(int) c, int *kept)
{
    chan_recv(c, NULL); // ERR-RE: ^csp: leak: wait_on at .*:@LINE waits to receive c \([0-9]+ tasks\)$
    free(kept);
}

static void leave(void)
{
    go wait_on(chan_make(int, 0), malloc(40));
}

// By blocks of all sizes, one of them with a mapping of its own.
static void keep(void)
{
    struct node *node = malloc(all ? sizeof *node : 1 << 20);
    if (!node) return;
    *node = (struct node){chan_make(int, 0), all};
    all = node;
    go wait_on(node->c, NULL);
}

int main(void)
{
    for (int i = 0; i < 20; i++) {
        leave();
        keep();
    }
    while (csp_live() > 41)
        yield();
    csp_sleep(1);
    long found = csp_leaks(2);
    puts(found > 15 && found <= 20 ? "most" : "no"); // OUT: most
    return 0;
}
