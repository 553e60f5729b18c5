#include <csp.h>

#define ROOM 160
struct pair {
    long first, second;
};
coroutine csp_frame(ROOM)
struct pair sum_of(chan(int) c, int n);
coroutine csp_frame(96) void pass_on(chan(int) from, chan(int) to);
coroutine csp_frame(96) int recursive(chan(int) c, int depth);
csp_operation csp_frame(96) bool take(chan(int) c, int *into);
