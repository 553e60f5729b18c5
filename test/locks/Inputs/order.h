// SPDX-License-Identifier: MIT
// order.h: put before each file of the runtime (-include): every lock that it
// takes is told to order.c.
#ifndef ORDER_H
#define ORDER_H
#include <pthread.h>
#include <stdbool.h>

#include "base/spin.h"
#include "memory/alloc.h"

void order_take(const void *lock, const char *what, const char *file);
// The same without having waited for it.
void order_hold(const void *lock, const char *what, const char *file);
void order_give(const void *lock);
// The lock of a channel that has ended is not given back.
void order_gone(const void *block, size_t bytes);

static inline bool
order_took(bool taken, const void *lock, const char *what, const char *file)
{
    if (taken) order_take(lock, what, file);
    return taken;
}

static inline bool
order_got(bool taken, const void *lock, const char *what, const char *file)
{
    if (taken) order_hold(lock, what, file);
    return taken;
}

#define cspi_spin_lock(l) (cspi_spin_lock(l), order_take((l), #l, __FILE__))
#define cspi_spin_try(l) order_took(cspi_spin_try(l), (l), #l, __FILE__)
#define cspi_spin_lock_own(l)                                                  \
    (cspi_spin_lock_own(l), order_take((l), #l, __FILE__))
#define cspi_spin_try_own(l) order_took(cspi_spin_try_own(l), (l), #l, __FILE__)
#define cspi_spin_if_free(l, own)                                              \
    order_got(cspi_spin_if_free((l), (own)), (l), #l, __FILE__)
#define cspi_spin_wait_while(l, alive)                                         \
    order_took(cspi_spin_wait_while((l), (alive)), (l), #l, __FILE__)
#define cspi_spin_unlock(l) (order_give(l), cspi_spin_unlock(l))
#define pthread_mutex_lock(l)                                                  \
    (pthread_mutex_lock(l), order_take((l), #l, __FILE__))
#define pthread_mutex_unlock(l) (order_give(l), pthread_mutex_unlock(l))
#define cspi_free_late(b, n) (order_gone((b), (n)), cspi_free_late((b), (n)))

#endif
