// RUN: %program %s
// Of many tasks that never stop giving way all begin, also those that the queue
// had no room for; and they do so soon.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

enum { TASKS = 1000 };
static atomic_int begun, ended;

static void insist(void)
{
    begun++;
    while (begun < TASKS)
        yield();
    ended++;
}

static void begin(void)
{
    begun++;
}

int main(void)
{
    for (int i = 0; i < TASKS; i++)
        go insist();
    while (ended < TASKS)
        yield();
    puts("all"); // OUT: all
    for (int i = 0; i < 20 * TASKS; i++)
        go begin();
    int turns = 0;
    for (; csp_live() > 1; turns++)
        yield();
    if (turns < 1000 * TASKS) puts("soon"); // OUT: soon
    return 0;
}
