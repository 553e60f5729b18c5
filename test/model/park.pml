/* SPDX-License-Identifier: MIT
 * How workers sleep and how pushes wake them (runtime/loop/sleep.c, notify and
 * take_injected of loop.c), with tasks that never end: at rest no task
 * stands in a queue while a worker is idle, started or not.
 *
 * A push writes the queue, then reads the state; who parks writes the state,
 * then reads the queues. Mutants: NO_REST (who takes one task does not tell of
 * the others), NO_LOOK (parks without a look), LOOK_FIRST (looks before it says
 * that it parks), NO_HAND_ON (the last to search does not look again). */
#ifndef WORKERS
#define WORKERS 3
#endif
#define PUSHERS 2

byte idle = WORKERS; /* asleep or not started; with searching, one word */
byte searching = 0;
byte started = 0;
byte queue = 0; /* tasks where thieves find them */
byte more = 1;  /* tasks that push another one when they run */
bool asleep[WORKERS], searches[WORKERS], lock;

inline wake_one(found) /* the lock is held */
{
    found = false;
    d_step {
        byte k = 0;
        do
        :: k < WORKERS && !asleep[k] -> k++
        :: k < WORKERS && asleep[k] ->
            asleep[k] = false;
            searches[k] = true;
            idle--;
            searching++;
            found = true;
            break
        :: k == WORKERS -> break
        od;
        k = 0
    }
}

inline notify()
{
    if
    :: atomic { idle > 0 && searching == 0 } ->
        atomic { !lock -> lock = true };
        if
        :: atomic { idle > 0 && searching == 0 } ->
            wake_one(woken);
            if
            :: !woken && started < WORKERS ->
                atomic {
                    idle--;
                    searching++;
                    searches[started] = true;
                    started++;
                    run worker(started - 1)
                }
            :: else
            fi
        :: else
        fi;
        woken = false;
        lock = false
    :: else
    fi
}

inline search_end()
{
    if
    :: searches[id] ->
        searches[id] = false;
        atomic { last = searching == 1 && idle > 0; searching-- };
#ifndef NO_HAND_ON
        if
        :: last && queue > 0 -> notify()
        :: else
        fi;
#endif
        last = false
    :: else
    fi
}

inline take()
{
    atomic {
        if
        :: queue > 0 -> queue--; got = true
        :: else -> got = false
        fi
    }
}

proctype worker(byte id)
{
    bool got, woken, last;
look:
    take(); /* the injected ones, without searching */
    if
    :: got ->
#ifndef NO_REST
        if
        :: queue > 0 -> notify()
        :: else
        fi;
#endif
        goto found
    :: else
    fi;
    if
    :: searches[id]
    :: !searches[id] && 2 * searching >= WORKERS -> goto park
    :: else -> atomic { searching++; searches[id] = true }
    fi;
    take();
    if
    :: got -> goto found
    :: else
    fi;
park:
    atomic { !lock -> lock = true };
#ifdef LOOK_FIRST
    if
    :: queue > 0 -> lock = false; goto look
    :: else
    fi;
#endif
    atomic {
        asleep[id] = true;
        idle++;
        if
        :: searches[id] -> searching--; searches[id] = false
        :: else
        fi
    };
    if
#if !defined NO_LOOK && !defined LOOK_FIRST
    :: queue > 0 -> lock = false
    :: else -> lock = false;
#else
    :: true -> lock = false;
#endif
end_asleep:
        !asleep[id]
    fi;
    atomic { !lock -> lock = true };
    if
    :: asleep[id] -> atomic { asleep[id] = false; idle-- }
    :: else
    fi;
    lock = false;
    goto look;
found:
    got = false;
    search_end();
    atomic {
        if
        :: more > 0 -> more--; got = true
        :: else
        fi
    };
    if
    :: got -> queue++; notify()
    :: else
    fi;
    if
    :: goto look /* the task has ended */
    :: true
    fi;
end_computes:
    false
}

proctype pusher()
{
    bool woken;
    queue++;
    notify()
}

init
{
    byte n;
    atomic {
        idle--;
        started++;
        run worker(0);
        for (n : 1 .. PUSHERS) {
            run pusher()
        }
    };
end_rest:
    timeout;
    assert(queue == 0 || idle == 0)
}
