// RUN: %program %s
// go_in a group that has ended stops the program, also where another group
// lies in the same place by then.
// EXIT: 2
// ERR: go-in-ended.c:19: go_in a group that has ended
#include <csp.h>

static void nothing(void) {}

int main(void)
{
    csp_group *ended = NULL;
    for (int i = 0; i < 2; i++)
        group () {
            csp_group *now = csp_group_here();
            go_in (now) nothing();
            go nothing();
            if (ended == now) return 3;
            if (ended) go_in (ended) nothing();
            ended = now;
        }
    return 1;
}
