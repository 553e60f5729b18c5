// RUN: %program %s
// go_in outside of any group stops the program.
// EXIT: 2
// ERR: go-in-null.c:12: go_in outside of a group: it is NULL
#include <csp.h>

static void nothing(void) {}

int main(void)
{
    group () go nothing();
    go_in (csp_group_here()) nothing();
    return 1;
}
