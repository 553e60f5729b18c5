/* SPDX-License-Identifier: MIT
 * A mutex of csp_sync.h (runtime/sync/gate.c): a task that nobody can cancel, 0,
 * one that may be, 1, and a thread, 2, each lock and unlock it some times. Who
 * unlocks it while a task is the first who waits wakes that to try, and the
 * mutex is free until then; one that waits is woken or handed the mutex, and
 * overtaken no more often than is said; nobody waits for ever; one that has gone
 * on is in no queue.
 *
 * Mutants: WAKE_AGAIN (who unlocks does not say that the first is on its way),
 * NO_LIMIT (it may be overtaken without end), HAND_STAYS (at the limit it is not
 * taken out of the queue), HAND_FREE (a mutex that is handed over becomes free,
 * too), STILL_WOKEN (one that comes in vain is taken for one on its way),
 * IN_VAIN (.. is overtaken again), TO_THE_END (.. goes to the end of the queue),
 * NO_CLAIM (one that may be cancelled is woken without a claim), LEAVES_NODE (one
 * that comes in vain, cancelled, leaves its node), FREE_UNSEEN (who unlocks does
 * not look whether somebody waits). */
#define TASKS 3
#define ROUNDS 2
#define LIMIT 2 /* CSP_MUTEX_OVERTAKES */
#define CANCELLED 1
#define THREAD 2
#define NOBODY TASKS

bool lock;       /* of the gate */
bool count = 1;  /* 1: the mutex is free */
bool woken;
byte overtaken;
byte list[TASKS], listed; /* who waits, the first first */
bool stands[TASKS];       /* woken to try, and in the queue */
bool open, fails, out;    /* TASK_OPEN, TASK_FAILS of 1; cspi_queue_mark_out */
bool ready[TASKS];        /* runnable */
bool passed[TASKS];       /* what it was woken with */
bool done[TASKS];
byte holders;
/* What must hold: */
byte barged;         /* how often the first was overtaken since it was woken */
byte vain = NOBODY;  /* who came in vain, and waits to be handed the mutex */

#define FIRST (listed > 0 -> list[0] : NOBODY)
/* What is done with the lock held is few steps: 1's `open` and `fails` are all
 * that others touch meanwhile. */
#define LOCK atomic { !lock -> lock = true }
#define UNLOCK atomic { assert(!(count && listed > 0 && !woken)); lock = false }

inline remove(k)
{
    d_step {
        at = 0;
        do
        :: at < listed && list[at] != k -> at++
        :: else -> break
        od;
        assert(at < listed);
        do
        :: at + 1 < listed -> list[at] = list[at + 1]; at++
        :: else -> break
        od;
        listed--;
        at = 0
    }
}

inline add(k)
{
    list[listed] = k;
    listed++
}

/* cspi_ready_wake */
inline wake(k, with)
{
    atomic { assert(!ready[k] && !done[k]); passed[k] = with; ready[k] = true }
}

/* cspi_scope_claim */
#define CLAIM(won) atomic { won = open; open = false }

/* It does not come in vain any more. */
#define give_up(k) vain = (vain == k -> NOBODY : vain)

/* By somebody who did not wait, or was woken to try. */
inline take(k, takes)
{
    takes = count;
    if
    :: takes ->
        count = 0;
        assert(vain == NOBODY || vain == k);
        if
        :: woken && FIRST != k -> barged++; assert(barged <= LIMIT)
        :: else
        fi
    :: else
    fi
}

/* wait_in, and its commit; the lock is held, and given back */
inline wait_in(k)
{
    if
    :: k == CANCELLED ->
        atomic { out = false; open = true }; /* cspi_scope_open */
        won = false;
        if
        :: fails -> CLAIM(won)
        :: else
        fi;
        if
        :: won -> /* cspi_scope_undone */
            atomic { give_up(k); remove(k) };
            UNLOCK;
            wake(k, false)
        :: else -> UNLOCK
        fi
    :: else -> UNLOCK
    fi
}

/* pass_woken */
inline try_again(k)
{
    LOCK;
    atomic {
        stands[k] = false;
        waits = false;
        got = FIRST != k; /* it was handed over */
        if
        :: !got ->
#ifndef STILL_WOKEN
            woken = false;
#endif
            take(k, got);
#ifdef IN_VAIN
            overtaken = 0;
#else
            overtaken = (got -> 0 : LIMIT);
#endif
            waits = !got && !(k == CANCELLED && fails);
            if
            :: waits ->
                vain = k;
#ifdef TO_THE_END
                remove(k);
                add(k)
#endif
#ifdef LEAVES_NODE
            :: !got && !waits
#endif
            :: else -> remove(k)
            fi
        :: else
        fi
    };
    if
    :: waits -> wait_in(k)
    :: else -> UNLOCK
    fi
}

/* csp_mutex_lock; of a thread the same, but that it is never woken to try */
inline acquire(k)
{
    LOCK;
    atomic {
        take(k, got);
        if
        :: !got -> add(k)
        :: else
        fi
    };
    waits = !got;
    if
    :: waits -> wait_in(k)
    :: else -> UNLOCK
    fi;
    do
    :: waits ->
        atomic { ready[k] -> ready[k] = false };
        if
        :: stands[k] -> try_again(k)
        :: else -> waits = false; got = passed[k]
        fi
    :: else -> break
    od
}

/* wake_to_try: NOBODY if the first may not be woken */
inline wake_to_try(k)
{
    k = FIRST;
    if
    :: overtaken >= LIMIT || k == THREAD -> k = NOBODY
#ifndef NO_CLAIM
    :: overtaken < LIMIT && k == CANCELLED ->
        CLAIM(won); /* cspi_scope_claim */
        k = (won -> k : NOBODY)
#endif
    :: else
    fi;
    if
    :: k != NOBODY ->
#ifndef WAKE_AGAIN
        woken = true;
#endif
        overtaken = 1;
        barged = 0;
        stands[k] = true
    :: else
    fi
}

/* cspi_waiter_claim */
inline claim_first(k)
{
    do
    :: listed > 0 ->
        k = FIRST;
        remove(k);
        if
        :: k != CANCELLED -> break
        :: else ->
            CLAIM(won);
            if
            :: won -> break
            :: else -> give_up(k); out = true; k = NOBODY
            fi
        fi
    :: else -> break
    od
}

/* unlock_waited_for; the mutex is given to `other`, or that is woken to try */
inline wake_first(other)
{
    wake_to_try(other);
    given = other == NOBODY;
    if
    :: given ->
        overtaken = 0;
        claim_first(other);
        given = other != NOBODY;
        if
        :: given -> give_up(other)
        :: else
        fi
    :: else
    fi;
#ifdef HAND_FREE
    count = 1
#else
    count = !given
#endif
}

inline pass_by()
{
    if
#ifdef NO_LIMIT
    :: true
#else
    :: overtaken < LIMIT
#endif
        -> overtaken++; count = 1
    :: else ->
#ifndef HAND_STAYS
        other = FIRST;
        remove(other);
        other = NOBODY;
#endif
        woken = false;
        overtaken = 0
    fi
}

/* csp_mutex_unlock */
inline release()
{
    other = NOBODY;
    LOCK;
    atomic {
        assert(!count);
        if
        :: listed > 0 && !woken -> wake_first(other)
#ifdef FREE_UNSEEN
        :: listed > 0 && !woken -> count = 1
#endif
        :: woken -> pass_by()
        :: listed == 0 && !woken -> count = 1
        fi
    };
    UNLOCK;
    if
    :: other != NOBODY -> wake(other, given)
    :: else
    fi
}

proctype task(byte self)
{
    bool won, got, waits, given;
    byte at, round, other;
    do
    :: round < ROUNDS ->
        acquire(self);
        if
        :: !got -> assert(self == CANCELLED && fails); break
        :: else
        fi;
        holders++;
        assert(holders == 1);
        holders--;
        release();
        round++
    :: else -> break
    od;
    atomic {
        done[self] = true;
        at = 0;
        do
        :: at < listed -> assert(list[at] != self); at++
        :: else -> break
        od
    }
}

/* csp__task_cancel of 1 */
proctype cancel()
{
    bool won;
    byte at;
    fails = true; /* cspi_scope_end */
    CLAIM(won);
    if
    :: won ->
        LOCK; /* leave_queue */
        atomic {
            give_up(CANCELLED);
            if
            :: out
            :: else -> remove(CANCELLED)
            fi
        };
        UNLOCK;
        wake(CANCELLED, false)
    :: else
    fi
}

init
{
    atomic {
        run task(0);
        run task(1);
        run task(2);
        if
        :: run cancel()
        :: true
        fi
    };
    timeout;
    assert(done[0] && done[1] && done[2]);
    assert(count && listed == 0 && !woken)
}
