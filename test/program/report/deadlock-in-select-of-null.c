// RUN: %program %s
// REQUIRES: proc
// A select whose channels are all NULL, and an empty one, deadlock.
#include <csp.h>

static void empty(void)
{
    select {} // ERR-RE: empty.*deadlock-in-select-of-null\.c:@LINE
}

int main(void)
{
    chan(int) none = NULL;
    int v;
    go empty();
    select { // ERR-RE: main.*deadlock-in-select-of-null\.c:@LINE
    case_recv(none, &v): break;
    case_send(none, 1): break;
    }
    return 0;
}
// ERR: all coroutines are asleep
// EXIT: 2
