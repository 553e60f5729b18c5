// races.h: each of these functions has a data race if `racy`, and none if not.
#ifndef RACES_H
#define RACES_H

#include <csp.h>
#include <csp_sync.h>

#define RACES(X)                                                               \
    X(counter)                                                                 \
    X(table)                                                                   \
    X(after_send)                                                              \
    X(loop_variable)                                                           \
    X(double_check)                                                            \
    X(after_unlock)                                                            \
    X(flag)                                                                    \
    X(early_wait)                                                              \
    X(once)                                                                    \
    X(slice)                                                                   \
    X(buffer)                                                                  \
    X(reader_writes)                                                           \
    X(two_locks)                                                               \
    X(early_read)                                                              \
    X(branches)                                                                \
    X(timer)                                                                   \
    X(consumers)                                                               \
    X(blocking_thread)                                                         \
    X(received_to)                                                             \
    X(condition)                                                               \
    X(after_write)

#define DECLARE(name) coroutine void name(bool racy);
RACES(DECLARE)
#undef DECLARE

#endif
