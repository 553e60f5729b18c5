/* SPDX-License-Identifier: MIT
 * The end of a group against the failure of a child and the cancellation of its
 * parent (runtime/run/brood.c, scope.c, sync/group.c, cancel.c): three children,
 * born while others run; the first returns or fails, the second returns or waits
 * until it is cancelled, the last one, if there is one, waits. The parent goes on
 * when all have ended, and not before; one that fails, or who cancels the
 * parent, ends them all; nobody touches the group, which lies in the parent's
 * frame, or a child, when it may be gone.
 *
 * Mutants: TOLD_LATE (a child that is born after the others were told is not),
 * COUNT_FIRST (a child that has failed counts itself out before it ends the
 * scope), NO_HOLD (who ends the scope does not count while he tells the
 * children), HOLD_GONE (.. counts even when nobody else does), BARE_POP (the
 * parent leaves the scope without the lock under which it ends), NO_CLOSED (who
 * has claimed the parent's wait does not say so), BARE_LOOK (the parent looks
 * whether it is alone without the lock), UNDO_TOLD (a child that does not wait
 * is taken from what it waits for all the same). */
#define KIDS 3
#define PARENT KIDS

bool glock, plock; /* of the group; of the parent's bucket (scope.c) */
bool in_stack;     /* the group's scope is one of the parent's */
bool held;         /* brood.held */
byte running = 1;         /* children, and the parent */
bool told, closed, error; /* of the group */
byte list[KIDS], listed; /* those that were told stand at its end */
byte born;
bool child_told[KIDS];
bool open[KIDS + 1], fails[KIDS + 1], woken[KIDS + 1]; /* by task */
bool alive[KIDS + 1] = {true, true, true, true};
bool group_alive = true;
byte ended = 0; /* children of which nothing is left */
bool outside;   /* the parent has been cancelled */

/* What is done with the lock held, and touches nothing that others may without
 * it, is one step; so is the last thing before it is given back. */
#define LOCK atomic { !glock -> glock = true
#define UNLOCK glock = false }
#define SPLIT } atomic {
#define TOUCH(k) assert(alive[k])
#define GROUP assert(group_alive)

inline put(child)
{
    d_step { list[listed] = child; listed++ }
}

inline take_out(child)
{
    d_step {
        at = 0;
        do
        :: at < listed && list[at] != child -> at++
        :: else -> break
        od;
        do
        :: at + 1 < listed -> list[at] = list[at + 1]; at++
        :: else -> break
        od;
        listed--;
        list[listed] = 0;
        at = 0
    }
}

inline claim(k, won) /* cspi_scope_claim */
{
    atomic { won = open[k]; open[k] = false }
}

inline wake(k) /* cspi_ready_wake */
{
    atomic {
        TOUCH(k);
        assert(!woken[k]);
        woken[k] = true
    }
}

inline give_up() /* cspi_group_give_up */
{
    LOCK;
    GROUP;
    running--;
    wakes = running == 0;
    if
    :: wakes && !closed -> claim(PARENT, wakes)
    :: else
    fi;
    SPLIT
    GROUP;
    UNLOCK;
    if
    :: wakes -> wake(PARENT)
    :: else
    fi
}

inline tell() /* of cancel.c: tell_next, until there is none */
{
    do
    :: true ->
        LOCK;
        GROUP;
        told = true;
        won = false;
        if
        :: listed > 0 && !child_told[list[0]] ->
            k = list[0];
            child_told[k] = true;
            take_out(k);
            put(k);
            TOUCH(k);
            fails[k] = true /* cspi_scope_end */
        :: else -> k = KIDS
        fi;
        SPLIT
        if
        :: k < KIDS -> claim(k, won)
        :: else
        fi;
        GROUP;
        UNLOCK;
        if
        :: k == KIDS -> break
#ifdef UNDO_TOLD
        :: k < KIDS -> wake(k)
#else
        :: k < KIDS && won -> wake(k) /* cspi_cancel_undo, cspi_ready_wake */
        :: k < KIDS && !won
#endif
        fi
    od
}

inline close() /* cspi_brood_close */
{
    LOCK;
    GROUP;
    over = running == 0;
#ifndef NO_CLOSED
    closed = true;
#endif
    UNLOCK
}

/* cspi_cancel_scope, of the group's scope or of what is around it */
inline cancel_parent()
{
    atomic { /* cspi_scope_end: finds the scopes */
        !plock -> plock = true;
        TOUCH(PARENT);
        mine = in_stack
    };
    atomic { /* hold */
        if
        :: mine ->
            GROUP;
#ifdef HOLD_GONE
            mine = !held;
#else
            mine = !held && running > 0;
#endif
            if
            :: mine ->
#ifndef NO_HOLD
                running++;
#endif
                held = true
            :: else
            fi
        :: else
        fi
    };
    fails[PARENT] = true;
    atomic { claim(PARENT, won); plock = false };
    if
    :: won -> /* cspi_cancel_undo */
        close();
        if
        :: over -> wake(PARENT)
        :: else
        fi
    :: else
    fi;
    if
    :: mine -> /* cspi_cancel_held */
        tell();
#ifndef NO_HOLD
        give_up()
#endif
    :: else
    fi
}

inline cancel_children() /* cspi_cancel_children, by the parent */
{
    close();
    tell()
}

proctype child(byte self)
{
    bool won, wakes, over, mine, failed;
    byte k, at;
    if
    :: self == 0 -> failed = true
    :: self < 2 -> failed = false
    :: self > 0 && fails[self] /* its operation fails at its start */
    :: self > 0 && !fails[self] -> /* .. waits; opened as in cancel.pml */
        open[self] = true;
        if
        :: fails[self] -> claim(self, won)
        :: else
        fi;
        if
        :: won -> won = false
        :: else ->
end_waits:
            woken[self]
        fi
    fi;
    LOCK; /* cspi_group_ended */
    GROUP;
    take_out(self); /* unlink_child */
    over = failed && !error;
    if
    :: over -> error = true
    :: else
    fi;
    UNLOCK;
#ifdef COUNT_FIRST
    atomic { ended++; alive[self] = false };
    give_up();
#endif
    if
    :: over ->
        GROUP;
        cancel_parent()
    :: else
    fi;
#ifndef COUNT_FIRST
    atomic { ended++; alive[self] = false }; /* cspi_task_free */
    give_up()
#endif
}

inline bear(self) /* link_child, new_child */
{
    LOCK;
    put(self);
    born++;
    running++;
#ifndef TOLD_LATE
    child_told[self] = told;
    fails[self] = told;
#endif
    run child(self);
    UNLOCK
}

proctype parent()
{
    bool won, wakes, over, mine;
    byte k, at;
    /* csp_rt_group */
    atomic { !plock; in_stack = true };
    told = fails[PARENT];
    bear(0);
    bear(1);
    if
    :: bear(2)
    :: true
    fi;
    if /* csp_rt_group_end */
    :: !fails[PARENT]
    :: true -> cancel_children() /* left early, or cancelled */
    fi;
#ifdef BARE_LOOK
    atomic { over = running == 1; running = (over -> 0 : running) };
#else
    LOCK; /* cspi_brood_settle */
    over = running == 1;
    running = (over -> 0 : running);
    UNLOCK;
#endif
    if
    :: over -> goto gone
    :: else
    fi;
    if
    :: !closed -> /* commit_wait */
        open[PARENT] = true; /* cspi_scope_open */
        won = false;
        if
        :: fails[PARENT] -> claim(PARENT, won)
        :: else
        fi;
        if
        :: won -> cancel_children()
        :: else
        fi
    :: else
    fi;
    give_up();
end_waits:
    woken[PARENT];
gone:
    /* csp_rt_group_leave: cspi_scope_pop */
#ifdef BARE_POP
    in_stack = false;
#else
    atomic { !plock -> in_stack = false };
#endif
    group_alive = false;
    assert(ended == born && listed == 0)
}

/* csp__task_cancel of the parent; a handle keeps its block meanwhile */
proctype canceller()
{
    bool won, wakes, over, mine;
    byte k, at;
    outside = true;
    cancel_parent()
}

init
{
    atomic {
        run parent();
        if
        :: run canceller()
        :: true
        fi
    };
end_rest:
    timeout;
    /* Who still waits was not cancelled, and nobody has failed. */
    assert(!group_alive || (!error && !outside && !told))
}
