// SPDX-License-Identifier: MIT
// spin.c: waiting for a spin lock that is held. Owns nothing.
#include "base/spin.h"

#include "base/sys.h"

enum { TRIES = 100000 };

bool cspi_spin_wait_while(struct spin *lock, const atomic_uint *alive)
{
    for (unsigned round = 0; atomic_load(alive) > 0; round++) {
        cspi_back_off(round);
        if (atomic_load_explicit(&lock->word, memory_order_relaxed)) continue;
        if (!atomic_exchange_explicit(&lock->word, 1, memory_order_acquire))
            return true;
    }
    return false;
}

void cspi_spin_wait(struct spin *lock)
{
    static const atomic_uint always = 1;
    cspi_spin_wait_while(lock, &always);
}

bool cspi_spin_lock_if_free(struct spin *lock)
{
    if (!cspi_bias_self && !cspi_bias_foreign(false)) return false;
    for (int i = 0; i < TRIES; i++)
        if (cspi_spin_try(lock)) return true;
    return false;
}

bool cspi_mutex_lock_if_free(pthread_mutex_t *lock)
{
    for (int i = 0; i < TRIES; i++)
        if (pthread_mutex_trylock(lock) == 0) return true;
    return false;
}
