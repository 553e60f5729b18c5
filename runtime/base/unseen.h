// SPDX-License-Identifier: MIT
// unseen.h: put before each file of the runtime that is built for
// ThreadSanitizer, which hears of libc's functions even where it checks
// nothing else. What the runtime copies, locks and frees is not for it (race.h
// tells what is): a lock of the scheduler's would order the tasks that push.
#ifndef CSP_RUNTIME_UNSEEN_H
#define CSP_RUNTIME_UNSEEN_H

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/epoll.h>
#include <sys/eventfd.h>
#endif

void AnnotateIgnoreSyncBegin(const char *file, int line);
void AnnotateIgnoreSyncEnd(const char *file, int line);
void __tsan_ignore_thread_begin(void);
void __tsan_ignore_thread_end(void);

// Neither order nor accesses.
static inline void cspi_unseen_begin(void)
{
    AnnotateIgnoreSyncBegin(__FILE__, __LINE__);
    __tsan_ignore_thread_begin();
}

static inline int cspi_unseen_end(int result)
{
    __tsan_ignore_thread_end();
    AnnotateIgnoreSyncEnd(__FILE__, __LINE__);
    return result;
}

static inline int cspi_unseen_lock(pthread_mutex_t *mutex)
{
    cspi_unseen_begin();
    return cspi_unseen_end(pthread_mutex_lock(mutex));
}

static inline int cspi_unseen_trylock(pthread_mutex_t *mutex)
{
    cspi_unseen_begin();
    return cspi_unseen_end(pthread_mutex_trylock(mutex));
}

static inline int cspi_unseen_unlock(pthread_mutex_t *mutex)
{
    cspi_unseen_begin();
    return cspi_unseen_end(pthread_mutex_unlock(mutex));
}

static inline int
cspi_unseen_cond_init(pthread_cond_t *cond, const pthread_condattr_t *attr)
{
    cspi_unseen_begin();
    return cspi_unseen_end(pthread_cond_init(cond, attr));
}

static inline int cspi_unseen_signal(pthread_cond_t *cond)
{
    cspi_unseen_begin();
    return cspi_unseen_end(pthread_cond_signal(cond));
}

static inline int cspi_unseen_broadcast(pthread_cond_t *cond)
{
    cspi_unseen_begin();
    return cspi_unseen_end(pthread_cond_broadcast(cond));
}

static inline int cspi_unseen_wait(pthread_cond_t *cond, pthread_mutex_t *mutex,
                                   const struct timespec *until)
{
    cspi_unseen_begin();
    return cspi_unseen_end(pthread_cond_timedwait(cond, mutex, until));
}

static inline void *cspi_unseen_copy(void *to, const void *from, size_t bytes)
{
    __tsan_ignore_thread_begin();
    memcpy(to, from, bytes);
    __tsan_ignore_thread_end();
    return to;
}

static inline void *cspi_unseen_move(void *to, const void *from, size_t bytes)
{
    __tsan_ignore_thread_begin();
    memmove(to, from, bytes);
    __tsan_ignore_thread_end();
    return to;
}

static inline void *cspi_unseen_fill(void *to, int byte, size_t bytes)
{
    __tsan_ignore_thread_begin();
    memset(to, byte, bytes);
    __tsan_ignore_thread_end();
    return to;
}

// Memory that nobody has ever touched.
static inline void *cspi_unseen_malloc(size_t bytes)
{
    __tsan_ignore_thread_begin();
    void *block = malloc(bytes);
    __tsan_ignore_thread_end();
    return block;
}

static inline void *cspi_unseen_calloc(size_t count, size_t bytes)
{
    __tsan_ignore_thread_begin();
    void *block = calloc(count, bytes);
    __tsan_ignore_thread_end();
    return block;
}

static inline void *cspi_unseen_aligned(size_t align, size_t bytes)
{
    __tsan_ignore_thread_begin();
    void *block = aligned_alloc(align, bytes);
    __tsan_ignore_thread_end();
    return block;
}

static inline void cspi_unseen_free(void *block)
{
    __tsan_ignore_thread_begin();
    free(block);
    __tsan_ignore_thread_end();
}

// The runtime's own descriptors.
#define cspi_unseen(call)                                                      \
    ({                                                                         \
        cspi_unseen_begin();                                                   \
        __typeof__(call) unseen_result = (call);                               \
        cspi_unseen_end(0);                                                    \
        unseen_result;                                                         \
    })

#define epoll_create1(...) cspi_unseen(epoll_create1(__VA_ARGS__))
#define epoll_ctl(...) cspi_unseen(epoll_ctl(__VA_ARGS__))
#define epoll_wait(...) cspi_unseen(epoll_wait(__VA_ARGS__))
#define eventfd(...) cspi_unseen(eventfd(__VA_ARGS__))
#define pipe(...) cspi_unseen(pipe(__VA_ARGS__))
#define read(...) cspi_unseen(read(__VA_ARGS__))
#define write(...) cspi_unseen(write(__VA_ARGS__))
#define close(...) cspi_unseen(close(__VA_ARGS__))
#define pthread_mutex_lock cspi_unseen_lock
#define pthread_mutex_trylock cspi_unseen_trylock
#define pthread_mutex_unlock cspi_unseen_unlock
#define pthread_cond_init cspi_unseen_cond_init
#define pthread_cond_signal cspi_unseen_signal
#define pthread_cond_broadcast cspi_unseen_broadcast
#define pthread_cond_timedwait cspi_unseen_wait
#define memcpy cspi_unseen_copy
#define memmove cspi_unseen_move
#define memset cspi_unseen_fill
#define malloc cspi_unseen_malloc
#define calloc cspi_unseen_calloc
#define aligned_alloc cspi_unseen_aligned
#define free cspi_unseen_free

#endif
