// What the two halves of the program in link/ know of each other.
#include <csp.h>

struct job { int n; chan(int) reply; };
typedef coroutine int transform(int);

coroutine int shared_twice(int n);
coroutine void shared_serve(chan(struct job) jobs, transform *f);
coroutine struct job shared_wrap(struct job job, int by);
extern chan(int) shared_channel;
extern transform *const shared_table[2];

static inline int shared_inline(int n)
{
    yield();
    return n + 1;
}
