/* SPDX-License-Identifier: MIT
 * Channels that time sends on (runtime/sync/ticker.c, chan_end.c,
 * loop/timers.c): two timers of csp_timer_start are due at the same moment, and
 * are fired one after the other; meanwhile their owner stops or sets them again, and releases them.
 * Between a timer's being due and its sending it is in flight. After a stop
 * nothing is sent; a timer that is set again sends once; the reference that an
 * armed timer holds is given up once; nobody touches a channel that is gone.
 *
 * Mutants: LINK_NEXT (those in flight are chained through what tells that a
 * timer waits in its wheel), NO_STOPPED (a stop does not tell a timer that is in
 * flight), NO_REF (an armed timer holds no reference), BOTH_GIVE (who stops one
 * in flight gives its reference up, too), NO_RESTART (one in flight that is set
 * again is armed at once). */
bool wheel;           /* the lock of the wheel */
bool lock[2];         /* of the channels */
bool timed[2];        /* in the wheel */
bool linked[2];       /* LINK_NEXT: what a look at timer->next tells in flight */
bool armed[2], stopped[2], restart[2]; /* struct ticker */
byte refs[2] = {2, 2};
byte count[2];        /* values in the ring, of room 1 */
bool silent[2];       /* stopped, and not set again */
byte fires = 3;       /* looks at the clock */
bool over;            /* the owner has released both */

#define LOCK(k) atomic { !lock[k] -> lock[k] = true; assert(refs[k] > 0) }
#define UNLOCK(k) atomic { assert(refs[k] > 0); lock[k] = false }

/* cspi_timer_add */
inline add(k)
{
    atomic {
        !wheel;
        assert(!timed[k]);
        timed[k] = true;
    }
}

/* cspi_timer_remove */
inline remove(k, ours)
{
    atomic {
        !wheel;
        ours = timed[k] || linked[k];
        assert(!ours || timed[k]); /* else: out of a list that it is not in */
        timed[k] = false
    }
}

/* csp__release: release_timed */
inline release(k)
{
    LOCK(k);
    atomic {
        refs[k]--;
        ours = false;
        if
        :: refs[k] == 1 && armed[k] -> remove(k, ours)
        :: else
        fi;
        if
        :: ours -> armed[k] = false; refs[k] = 0
        :: else
        fi;
        lock[k] = false
    }
}

/* cspi_ticker_fire */
inline fire(k)
{
    LOCK(k);
    if
    :: stopped[k] ->
        stopped[k] = false;
        armed[k] = false;
        if
        :: restart[k] -> restart[k] = false; armed[k] = true; add(k)
        :: else
        fi
    :: else ->
        assert(!silent[k]);
        count[k] = 1; /* cspi_chan_try_send: what does not fit is dropped */
        armed[k] = false
    fi;
    again = armed[k];
    UNLOCK(k);
#ifndef NO_REF
    if
    :: !again -> release(k)
    :: else
    fi
#endif
}

/* cspi_timers_run */
proctype time()
{
    bool ours, again, due[2];
    do
    :: fires > 0 ->
        fires--;
        atomic { /* cspi_wheel_advance */
            !wheel;
            due[0] = timed[0];
            due[1] = timed[1];
#ifdef LINK_NEXT
            linked[0] = due[0] && due[1];
#endif
            timed[0] = false;
            timed[1] = false
        };
        if
        :: due[0] -> linked[0] = false; fire(0)
        :: else
        fi;
        if
        :: due[1] -> fire(1)
        :: else
        fi
    :: else -> break
    od
}

/* csp__timer_stop */
inline stop(k)
{
    LOCK(k);
    ours = false;
    if
    :: armed[k] -> remove(k, ours)
    :: else
    fi;
    if
    :: ours -> armed[k] = false
    :: else
    fi;
#ifndef NO_STOPPED
    stopped[k] = armed[k];
#endif
    restart[k] = false;
    count[k] = 0;
    silent[k] = true;
#ifdef BOTH_GIVE
    ours = ours || stopped[k];
#endif
    UNLOCK(k);
    if
    :: ours -> release(k)
    :: else
    fi
}

/* csp__timer_reset */
inline reset(k)
{
    LOCK(k);
    ours = false;
    if
    :: armed[k] -> remove(k, ours)
    :: else
    fi;
    silent[k] = false;
    if
#ifndef NO_RESTART
    :: armed[k] && !ours -> stopped[k] = true; restart[k] = true
#endif
    :: else ->
#ifndef NO_REF
        if
        :: !armed[k] -> refs[k]++
        :: else
        fi;
#endif
        armed[k] = true;
        add(k)
    fi;
    count[k] = 0;
    UNLOCK(k)
}

proctype owner()
{
    bool ours;
    byte k;
    for (k : 0 .. 1) {
        if
        :: stop(k)
        :: reset(k)
        :: true
        fi;
        if
        :: k == 0 -> stop(k)
        :: else
        fi
    }
    for (k : 0 .. 1) {
        release(k)
    }
    over = true
}

init
{
    atomic {
#ifdef NO_REF
        refs[0] = 1;
        refs[1] = 1;
#endif
        armed[0] = true;
        armed[1] = true;
        timed[0] = true;
        timed[1] = true;
        run time();
        run owner()
    };
end_rest:
    timeout;
    assert(over && refs[0] == 0 && refs[1] == 0 && !timed[0] && !timed[1])
}
