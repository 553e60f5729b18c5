/* SPDX-License-Identifier: MIT
 * Timers against cancellation (runtime/run/timer.c, park.c, scope.c,
 * loop/timers.c, sync/cancel.c): a task opens a scope with a deadline, sleeps in
 * it, and leaves it; meanwhile either time may pass, and somebody may cancel the
 * task. The scope is in its stack from where the task begins to wait, and its
 * timer gets into the wheel later, by the worker or by who looks after it. Who
 * claims the sleep ends it, once; the deadline of a scope that is being left
 * touches neither the scope nor the task, and finds the scope in its stack; a
 * timer is in the wheel or in flight, never both, and nothing of the frame stays
 * behind.
 *
 * Mutants: NO_CLAIM (a timer that is due is taken for won), LATE_CLAIM (it is
 * claimed when the wheel is free), ADD_FIRST (the sleep's timer is in the wheel
 * before the wait is open), NO_REMOVE (who cancels leaves the timer where it
 * is), POP_FIRST (the scope is left before its timer is out of the wheel),
 * EARLY_LOOK (whether it is in one is looked at before the stack is locked),
 * BARE_TIME (the timer gets into the wheel when the stack is free), BARE_SCOPE
 * (the deadline ends its scope when the wheel is free). */
#define SLEEP 0
#define SCOPE 1

bool wheel, bucket;     /* the locks */
bool timed[2];          /* the timer: in the wheel, or in none */
bool open, fails;       /* TASK_OPEN, TASK_FAILS */
bool stacked;           /* the scope, in the task's stack */
bool in_wheel;          /* scope.worker is no IN_NO_WHEEL */
bool ended;             /* scope.ended */
bool alive[2];          /* the memory of the sleep's timer, of the scope */
bool told;              /* cancelled by somebody */
byte woken;             /* times that the task was made runnable */
bool gone;              /* it has ended */

#define LOCK atomic { !wheel -> wheel = true }
#define UNLOCK wheel = false
#define LOCK_STACK atomic { !bucket -> bucket = true }
#define UNLOCK_STACK bucket = false
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
            LOCK_STACK; /* cspi_scope_end */
            assert(alive[k] && stacked);
            ended = true;
            fails = true;
            UNLOCK_STACK
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

proctype time_young() /* cspi_scope_time */
{
    bool young;
    LOCK;
    LOCK_STACK;
    young = stacked && !in_wheel;
#ifdef BARE_TIME
    UNLOCK_STACK;
#endif
    if
    :: young ->
        assert(alive[SCOPE]);
        in_wheel = true;
        timed[SCOPE] = true
    :: else
    fi;
#ifndef BARE_TIME
    UNLOCK_STACK;
#endif
    UNLOCK
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
    bool won = false, was_in_wheel;
    alive[SCOPE] = true; /* csp_rt_within */
    LOCK_STACK; /* cspi_scope_arm */
    stacked = true;
    UNLOCK_STACK;
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
#ifdef EARLY_LOOK
    was_in_wheel = in_wheel;
#endif
    LOCK_STACK; /* cspi_scope_pop */
#ifndef EARLY_LOOK
    was_in_wheel = in_wheel;
#endif
#ifdef POP_FIRST
    stacked = false;
#endif
    if
    :: was_in_wheel ->
        UNLOCK_STACK;
        remove(SCOPE);
        LOCK_STACK
    :: else
    fi;
    stacked = false;
    UNLOCK_STACK;
    alive[SCOPE] = false;
    assert(woken <= 1 && !timed[SCOPE]);
    gone = true
}

init
{
    atomic {
        run task();
        run advance(SLEEP);
        run time_young();
        run time_young();
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
