// RUN: %program %s
// Eleven tasks at once give eleven results in the order of the tasks, whatever
// the order in which they end; the first result is empty and not missing. The
// same in sequence, and once more with nobody who asks (row Y6).
#include <csp.h>
#include <stdio.h>
#include <string.h>

enum { TASKS = 11 };
struct text { char bytes[16]; };

static struct text stars(int n)
{
    struct text t = {{0}};
    for (int i = TASKS - n; i > 0; i--)
        yield(); // the last one ends first
    memset(t.bytes, '*', (size_t)n);
    return t;
}

static void print(int at, struct text t)
{
    printf("%d:%s%s", at, t.bytes, at + 1 < TASKS ? " " : "\n");
}

int main(void)
{
    task(struct text) tasks[TASKS];
    for (int i = 0; i < TASKS; i++)
        tasks[i] = spawn(stars(i));
    for (int i = 0; i < TASKS; i++)
        print(i, join(tasks[i]));
    for (int i = 0; i < TASKS; i++)
        print(i, stars(i));
    for (int i = 0; i < TASKS; i++)
        task_drop(spawn(stars(i)));
    while (csp_live() > 1)
        yield();
    return 0;
}
// OUT: 0: 1:* 2:** 3:*** 4:**** 5:***** 6:****** 7:******* 8:******** 9:********* 10:**********
// OUT: 0: 1:* 2:** 3:*** 4:**** 5:***** 6:****** 7:******* 8:******** 9:********* 10:**********
