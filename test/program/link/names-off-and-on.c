// RUN: %program %s
// Between <csp/names_off.h> and <csp/names_on.h> the short words are the
// program's own, select(2) too; a header that includes csp.h has them all the
// same, and both may come before csp.h and more than once.
#include <csp/names_off.h>
#include <csp/names_on.h>
#include <csp/names_on.h>

#include <csp.h>

#include <csp/names_off.h>
#include <csp/names_off.h>
#include "Inputs/uses-csp.h"
#include <csp/names_off.h>
#include "Inputs/words-of-its-own.h"
#include <stdio.h>

static int wait_for_nothing(void)
{
    struct timeval go = {0, 1000};
    return select(0, NULL, NULL, NULL, &go);
}

static int sum(void)
{
    struct loop yield = {.go = 1, .select = 2, .join = 3, .blocking = 4};
    return loop_sum(&yield) + spawn;
}
#include <csp/names_on.h>

int main(void)
{
    auto_chan(int) c = chan_make(int, 1);
    int ready, v = 0;
    select {
    case_send(c, sum()): v = first_of(c); break;
    }
    blocking ready = wait_for_nothing();
    printf("%d %d\n", v, ready); // OUT: 10 0
}
