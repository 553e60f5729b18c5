/* SPDX-License-Identifier: MIT
 * Cancellation against hand-over (runtime/sync/chan.c, cancel.c, run/scope.c):
 * a receiver and a sender that may be cancelled, 0 and 1, on a channel without
 * a buffer. Who ends a wait claims it, by clearing TASK_OPEN, and only then
 * does the value move: a message is received, or still with its sender; nobody
 * waits on who was cancelled; nobody touches a frame whose task has gone on,
 * and no node of it is left in a queue. Nor does somebody who only reads the
 * frames of 0 while it waits, for people.
 *
 * Mutants: MOVE_FIRST (the value moves before the claim), NO_CLAIM (a node that
 * is found is taken for won), NO_MARK (who loses a claim does not say that the
 * node is out), OPEN_LATE (the wait is opened when the lock is free), NO_RECHECK
 * (who opens it does not look whether it was cancelled before), FAILS_LAST (who
 * cancels claims first and says it then), WAKE_FIRST (who cancels wakes the task
 * before its node is out), NO_THAW (who claims does not wait for who reads),
 * LOOK_FIRST (who reads looks whether the task waits, and says then that he
 * reads). */
#define WAITS 2

bool lock;                   /* of the channel */
bool queued[2], out[2];      /* the node: in its queue; cspi_queue_mark_out */
bool open[2], fails[2];      /* TASK_OPEN, TASK_FAILS */
bool frozen;                 /* TASK_FROZEN of 0 */
bool alive[2] = {true, true}; /* the frame: until the task goes on */
bool told[2];                /* csp__task_cancel has been called */
byte woken[2];
byte result[2] = {WAITS, WAITS};
byte received; /* copies of the value that a receiver believes in */

#define LOCK atomic { !lock -> lock = true }
#define UNLOCK lock = false
#define TOUCH(k) assert(alive[k])

/* cspi_scope_claim; cspi_scope_await_thaw */
inline claim(k, won)
{
    atomic { won = open[k]; open[k] = false; cold = k == 0 && frozen };
#ifndef NO_THAW
    if
    :: cold -> !frozen
    :: else
    fi;
#endif
    cold = false
}

/* cspi_ready_wake */
inline wake(k, with)
{
    TOUCH(k);
    result[k] = with;
    woken[k]++
}

/* cspi_chan_withdraw; the lock is held */
inline withdraw(k)
{
    TOUCH(k);
    if
    :: out[k]
    :: else -> assert(queued[k]); queued[k] = false
    fi
}

/* try_send and try_recv for the first of the other side; the lock is held */
inline meet(k, done)
{
    done = false;
    if
    :: queued[k] ->
        TOUCH(k);
        queued[k] = false; /* cspi_waiter_claim */
#ifdef MOVE_FIRST
        received++;
#endif
#ifdef NO_CLAIM
        done = true;
#else
        claim(k, done);
#endif
        if
        :: done -> TOUCH(k)
#ifndef MOVE_FIRST
            ; received++
#endif
        :: else
#ifndef NO_MARK
            -> TOUCH(k); out[k] = true
#endif
        fi
    :: else
    fi
}

/* commit_scoped: all frames have returned, the lock is still held */
inline commit(self)
{
#ifdef OPEN_LATE
    UNLOCK;
    open[self] = true;
    LOCK;
#else
    open[self] = true; /* cspi_scope_open */
#endif
    won = false;
#ifndef NO_RECHECK
    if
    :: fails[self] -> claim(self, won)
    :: else
    fi;
#endif
    if
    :: won ->
        withdraw(self);
        UNLOCK;
        wake(self, 0) /* cspi_scope_undone */
    :: else -> UNLOCK
    fi
}

/* csp_rt_recv of 0, csp_rt_send of 1 */
proctype task(byte self)
{
    bool won, cold;
    if
    :: fails[self] -> result[self] = 0; goto over /* cspi_scope_fails */
    :: else
    fi;
    LOCK;
    meet(1 - self, won);
    if
    :: won ->
        UNLOCK;
        wake(1 - self, 1); /* cspi_rest_do */
        result[self] = 1;
        goto over
    :: else
    fi;
    queued[self] = true; /* wait_in */
    commit(self);
end_waits:
    woken[self] > 0;
over:
    alive[self] = false;
    assert(!queued[self] && woken[self] <= 1)
}

/* csp__task_cancel */
proctype cancel(byte k)
{
    bool won, cold;
#ifdef FAILS_LAST
    claim(k, won);
    fails[k] = true;
#else
    fails[k] = true; /* cspi_scope_end */
    claim(k, won);
#endif
    told[k] = true;
    if
    :: won ->
#ifdef WAKE_FIRST
        wake(k, 0);
#endif
        LOCK; /* leave_queue */
        withdraw(k);
        UNLOCK;
#ifndef WAKE_FIRST
        wake(k, 0)
#endif
    :: else
    fi
}

/* Between cspi_scope_freeze and cspi_scope_thaw */
proctype reader()
{
    bool waits;
#ifdef LOOK_FIRST
    waits = open[0];
    frozen = true;
#else
    atomic { frozen = true; waits = open[0] };
#endif
    if
    :: waits -> TOUCH(0); TOUCH(0)
    :: else
    fi;
    frozen = false
}

init
{
    atomic {
        run task(0);
        run task(1);
        if
        :: run cancel(0)
        :: true
        fi;
        if
        :: run cancel(1)
        :: true
        fi;
        if
        :: run reader()
        :: true
        fi
    };
end_rest:
    timeout;
    /* Both have it, or neither. */
    assert((result[0] == 1) == (result[1] == 1));
    assert(received == (result[0] == 1));
    /* Who was cancelled does not wait; nor do both. */
    assert(!(told[0] && result[0] == WAITS));
    assert(!(told[1] && result[1] == WAITS));
    assert(result[0] != WAITS || result[1] != WAITS)
}
