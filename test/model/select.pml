/* SPDX-License-Identifier: MIT
 * A select that waits for two channels and a time limit (runtime/sync/select.c): it
 * parks with both locks held; commit starts the timer and gives them back one
 * by one; who then finds a node claims the select, takes the other nodes out,
 * and only then makes the task runnable. One wins; nobody touches the frame
 * after the task has been made runnable, and no node of it is left anywhere.
 *
 * Mutants: NO_CLAIM (a node that is found is taken for won), WAKE_FIRST (the
 * task runs before its other nodes are out), TIMER_LAST (commit starts the timer
 * when the locks are free), READ_LATE (commit reads the frame behind its last
 * unlock), LOSER_READS (who loses looks at the select once more, its lock free). */
#define OPEN 9
#define TIMER 2

byte result = OPEN; /* whose the select is */
byte woken = 0;
bool alive = true;      /* the frame: until the task runs again */
bool locked[3];         /* of the channels, of the wheel */
bool queued[3];         /* a node in the queue, the timer in the wheel */

#define LOCK(k) atomic { !locked[k] -> locked[k] = true }
#define UNLOCK(k) locked[k] = false
#define TOUCH assert(alive)

inline take_out(k)
{
    LOCK(k);
    if
    :: queued[k] -> TOUCH; queued[k] = false
    :: else
    fi;
    UNLOCK(k)
}

inline finish(won)
{
    TOUCH;
    byte k = 0;
    do
    :: k < 3 && k != won -> take_out(k); k++
    :: k < 3 && k == won -> k++
    :: else -> break
    od
}

inline wake()
{
    woken++;
    run resumed()
}

proctype resumed()
{
    assert(!queued[0] && !queued[1] && !queued[TIMER]);
    assert(woken == 1);
    alive = false
}

/* Somebody sends on channel k, or the time is over. */
proctype other(byte self)
{
    bool won = false;
    LOCK(self);
    if
    :: queued[self] ->
        TOUCH;
        queued[self] = false;
#ifdef NO_CLAIM
        result = self;
        won = true;
#else
        atomic {
            if
            :: result == OPEN -> result = self; won = true
            :: else
            fi
        };
#endif
    :: else
    fi;
    UNLOCK(self);
    if
    :: won ->
#ifdef WAKE_FIRST
        wake();
        finish(self)
#else
        finish(self);
        wake()
#endif
    :: else ->
#ifdef LOSER_READS
        TOUCH
#else
        skip
#endif
    fi
}

inline start_timer()
{
    LOCK(TIMER);
    TOUCH;
    queued[TIMER] = true;
    UNLOCK(TIMER)
}

init
{
    atomic {
        run other(0);
        run other(1);
        run other(TIMER)
    };
    LOCK(0);
    LOCK(1);
    queued[0] = true;
    queued[1] = true;
    /* commit, all frames have returned */
#ifndef TIMER_LAST
    start_timer();
#endif
    TOUCH; /* which case is the next that has a lock? */
    UNLOCK(0);
#ifdef READ_LATE
    UNLOCK(1);
    TOUCH
#else
    UNLOCK(1);
#ifdef TIMER_LAST
    start_timer()
#endif
#endif
}
