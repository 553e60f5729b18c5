// RUN: %program %s
// Closing NULL stops the program with file and line (row G7).
#include <csp.h>

int main(void)
{
    chan(int) c = NULL;
    yield();
    chan_close(c); // ERR: close-null.c:@LINE:
    return 0;
}
// EXIT: 2
