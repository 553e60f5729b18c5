/* As uv.h and its like: the words of csp.h are names here. */
#ifndef WORDS_OF_ITS_OWN_H
#define WORDS_OF_ITS_OWN_H
#include <sys/select.h>

struct loop {
    int go, select, yield, join, task, par, blocking, moved, chan;
};
enum coroutine { spawn, chan_send, case_after };
static inline int join(int select, int yield)
{
    return select + yield;
}
static inline int loop_sum(const struct loop *task)
{
    return join(task->go + task->select + task->yield + task->join,
                task->task + task->par + task->blocking + task->moved);
}
#endif
