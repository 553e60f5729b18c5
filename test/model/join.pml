/* SPDX-License-Identifier: MIT
 * A task with a handle (runtime/sync/join.c): its end, and who joins or drops it,
 * in every order, each under the lock of the task's bucket. Who joins is woken
 * once, and the block is given back once, by the one who comes last, who is the
 * last to touch it.
 *
 * Mutants: NO_LOCK (end looks for the joiner without the lock), LATE_NODE (who
 * joins puts its node in when the lock is free), BOTH_FREE (a drop gives the
 * block back though the task runs), END_READS (the end reads the handle again
 * when the lock is free). */
bool lock, ended, joined, dropped; /* the handle */
bool waits;                        /* the joiner's node is in the bucket */
bool alive = true;                 /* the block */
byte woken, freed;
bool drops; /* the handle is dropped, not joined */

#define LOCK atomic { !lock -> lock = true }
#define UNLOCK lock = false
#define TOUCH assert(alive)

inline give_back()
{
    freed++;
    assert(freed == 1);
    alive = false
}

proctype task()
{
    bool taken, last;
#ifndef NO_LOCK
    LOCK;
#endif
    TOUCH;
    taken = waits;
    waits = false;
    last = dropped;
    ended = true;
#ifndef NO_LOCK
    UNLOCK;
#endif
#ifdef END_READS
    TOUCH;
    last = dropped;
#endif
    if
    :: taken -> woken++
    :: else
    fi;
    if
    :: last -> TOUCH; give_back()
    :: else
    fi
}

proctype joiner()
{
    LOCK;
    TOUCH;
    joined = true;
    if
    :: ended -> UNLOCK
    :: else ->
#ifdef LATE_NODE
        UNLOCK;
        waits = true;
#else
        waits = true;
        UNLOCK; /* behind the frames: it has parked */
#endif
        woken == 1
    fi;
    TOUCH; /* the result */
    give_back()
}

proctype dropper()
{
    bool last;
    LOCK;
    TOUCH;
    dropped = true;
    last = ended;
    UNLOCK;
#ifdef BOTH_FREE
    last = true;
#endif
    if
    :: last -> TOUCH; give_back()
    :: else
    fi
}

init
{
    atomic {
        if
        :: drops = true; run dropper()
        :: drops = false; run joiner()
        fi;
        run task()
    };
end_rest:
    timeout;
    assert(freed == 1 && woken <= 1 && !waits)
}
