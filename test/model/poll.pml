/* SPDX-License-Identifier: MIT
 * Who polls (runtime/loop/sleep.c, run/wake.c, io/poll.c): two workers sleep,
 * one of them in the poller, the other on its futex; a busy one looks at the
 * poller now and then. Who pushes work takes a sleeper off the list and wakes
 * it, by its futex or by the descriptor that the poller tells of. Whoever was
 * taken off the list wakes up; what a descriptor tells is told by somebody.
 *
 * Mutants: NO_REWAKE (who looks and finds the wake-up keeps it), ROLE_EARLY (the
 * role is free when its owner is taken off the list, not when it is awake),
 * FUTEX_ONLY (who wakes does not ask where one sleeps), NO_POLLER (nobody takes
 * the role). */
#define NOBODY 2

bool lock;                        /* rt.idle */
byte poller = NOBODY;             /* rt.poller */
bool asleep[2], polls[2];         /* worker.asleep: the futex's word; .polls */
bool waked;                       /* the descriptor that wakes, an edge */
bool event, told;                 /* of any other: something to be told */
byte taken;                       /* off the list, and not awake yet */

#define LOCK atomic { !lock -> lock = true }
#define UNLOCK lock = false

/* cspi_poll_tell of what one call has got */
inline tell(got_wake, got_event)
{
    if
    :: got_event -> told = true
    :: else
    fi;
#ifndef NO_REWAKE
    if
    :: got_wake && poller != NOBODY -> waked = true
    :: else
    fi;
#endif
    got_wake = false; got_event = false
}

/* cspi_sleep_worker */
proctype worker(byte self)
{
    bool got_wake, got_event;
again:
    LOCK; /* prepare, take_poller */
    asleep[self] = true;
#ifndef NO_POLLER
    if
    :: poller == NOBODY -> poller = self; polls[self] = true
    :: else
    fi;
#endif
    UNLOCK;
    if
    :: polls[self] ->
end_poller:
        atomic { /* epoll_wait: one of two that wait gets what there is */
            waked || event ->
            got_wake = waked; waked = false;
            got_event = event; event = false
        }
    :: else ->
end_futex:
        !asleep[self]
    fi;
    LOCK; /* leave */
    if
    :: polls[self] ->
        polls[self] = false;
        if
        :: poller == self -> poller = NOBODY
        :: else
        fi
    :: else
    fi;
    if
    :: asleep[self] -> asleep[self] = false
    :: else -> taken--
    fi;
    UNLOCK;
    tell(got_wake, got_event);
    goto again
}

/* cspi_wake_sleeper and cspi_wake_thread */
proctype pusher(byte whom)
{
    bool won = false;
    LOCK;
    if
    :: asleep[whom] -> asleep[whom] = false; won = true; taken++;
#ifdef ROLE_EARLY
        if
        :: poller == whom -> poller = NOBODY
        :: else
        fi
#endif
    :: else
    fi;
    UNLOCK;
    if
#ifndef FUTEX_ONLY
    :: won && polls[whom] -> waked = true
#endif
    :: else /* the futex's word has changed */
    fi
}

/* cspi_poll_look */
proctype busy()
{
    bool got_wake, got_event;
    if
    :: poller == NOBODY ->
        atomic {
            got_wake = waked; waked = false;
            got_event = event; event = false
        };
        tell(got_wake, got_event)
    :: else
    fi
}

init
{
    atomic {
        run worker(0);
        run worker(1);
        run pusher(0);
        run pusher(1);
        run busy()
    };
    event = true;
end_rest:
    timeout;
    assert(taken == 0);
    assert(told)
}
