/* SPDX-License-Identifier: MIT
 * Timers against cancellation (runtime/run/timer.c, park.c, scope.c,
 * loop/timers.c, sync/cancel.c): a task opens a scope with a deadline, sleeps in
 * it, and leaves it; meanwhile either time may pass, and somebody may cancel the
 * task. Who claims the sleep ends it, once; the deadline of a scope that is
 * being left touches neither the scope nor the task; a timer is in the wheel or
 * in flight, never both, and nothing of the frame stays behind.
 *
 * Mutants: NO_CLAIM (a timer that is due is taken for won), LATE_CLAIM (it is
 * claimed when the wheel is free), ADD_FIRST (the sleep's timer is in the wheel
 * before the wait is open), NO_REMOVE (who cancels leaves the timer where it
 * is), POP_FIRST (the scope is left before its timer is out of the wheel),
 * BARE_SCOPE (the deadline ends its scope when the wheel is free). */
#define SLEEP 0
#define SCOPE 1

bool wheel;             /* the lock */
bool timed[2];          /* the timer: in the wheel, or in none */
bool open, fails;       /* TASK_OPEN, TASK_FAILS */
bool ended;             /* scope.ended */
bool alive[2];          /* the memory of the sleep's timer, of the scope */
bool told;              /* cancelled by somebody */
byte woken;             /* times that the task was made runnable */
bool gone;              /* it has ended */

#define LOCK atomic { !wheel -> wheel = true }
#define UNLOCK wheel = false
#define CLAIM(won) atomic { won = open; open = false }

inline wake() /* cspi_ready_wake, cspi_ready_put */
{
    assert(!gone);
    woken++
}

inline remove(k) /* cspi_timer_remove */
{
    LOCK;
    assert(alive[k]);
    timed[k] = false;
    UNLOCK
}

/* cspi_wheel_advance for what is due, then finish of loop/timers.c */
proctype advance(byte k)
{
    bool won = false;
    LOCK;
    if
    :: timed[k] ->
        assert(alive[k]);
        timed[k] = false;
#ifndef LATE_CLAIM
#ifdef BARE_SCOPE
        if
        :: k == SCOPE -> UNLOCK
        :: else
        fi;
#endif
        if /* claim */
        :: k == SLEEP
        :: else ->
            assert(alive[k]); /* cspi_scope_end */
            ended = true;
            fails = true
        fi;
#ifdef NO_CLAIM
        won = true;
#else
        CLAIM(won);
#endif
#endif
#ifdef BARE_SCOPE
        if
        :: k == SLEEP -> UNLOCK
        :: else
        fi;
#else
        UNLOCK;
#endif
#ifdef LATE_CLAIM
        assert(alive[k]);
        CLAIM(won);
#endif
        if
        :: won ->
            assert(alive[k]); /* timer->prev, ->who */
            if
            :: k == SCOPE -> remove(SLEEP) /* cspi_cancel_undo */
            :: else
            fi;
            wake()
        :: else
        fi
    :: else -> UNLOCK
    fi
}

/* csp__task_cancel; a handle keeps the task's block */
proctype cancel()
{
    bool won;
    fails = true;
    CLAIM(won);
    told = true;
    if
    :: won ->
#ifndef NO_REMOVE
        remove(SLEEP);
#endif
        wake()
    :: else
    fi
}

proctype task()
{
    bool won = false;
    alive[SCOPE] = true; /* csp_rt_within: push, then the timer */
    LOCK;
    timed[SCOPE] = true;
    UNLOCK;
    if
    :: fails -> goto leave /* cspi_park_sleep: cspi_scope_fails */
    :: else
    fi;
    alive[SLEEP] = true;
    LOCK; /* commit_scoped_sleep: cspi_timer_add_if */
#ifdef ADD_FIRST
    timed[SLEEP] = true;
    UNLOCK;
    LOCK;
#endif
    open = true; /* cspi_scope_open */
    if
    :: fails -> CLAIM(won)
    :: else
    fi;
    if
    :: !won -> timed[SLEEP] = true
    :: else
    fi;
    UNLOCK;
    if
    :: won -> wake()
    :: else
    fi;
end_sleeps:
    woken > 0;
    alive[SLEEP] = false;
    assert(!timed[SLEEP]);
leave:
#ifdef POP_FIRST
    alive[SCOPE] = false;
    LOCK;
    timed[SCOPE] = false;
    UNLOCK;
#else
    remove(SCOPE); /* cspi_scope_pop */
    alive[SCOPE] = false;
#endif
    assert(woken <= 1);
    gone = true
}

init
{
    atomic {
        run task();
        run advance(SLEEP);
        if
        :: run advance(SCOPE)
        :: true
        fi;
        if
        :: run cancel()
        :: true
        fi
    };
end_rest:
    timeout;
    assert(gone || (!told && !ended))
}
