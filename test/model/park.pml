/* SPDX-License-Identifier: MIT
 * How workers sleep and how pushes wake them (runtime/loop/sleep.c, notify and
 * keep of loop.c), with tasks that may never end: at rest no queue that is worth
 * sharing stands there while a worker is idle, started or not. (What is not
 * worth it waits for its owner, or for the watcher.) From how many tasks on it
 * is worth it falls once, with MEASURES (park-worth.pml), as a worker finds that
 * turns have become longer.
 *
 * A push writes the queue, then reads the state; who parks writes the state,
 * then reads the queues. Mutants: NO_REST (who takes one task does not tell of
 * the others), NO_LOOK (parks without a look), LOOK_FIRST (looks before it says
 * that it parks), NO_HAND_ON (the last to search does not look again), NO_TELL
 * (who finds turns longer keeps it to itself), TELL_FIRST (tells, and only then
 * lets others see it). */
#ifndef WORKERS
#define WORKERS 3
#endif
#ifdef MEASURES
#define PUSHERS 1
#define WORTH 2
#else
#define PUSHERS 2
#define WORTH 1
#endif

byte idle = WORKERS; /* asleep or not started; with searching, one word */
byte searching = 0;
byte started = 0;
byte queue = 0; /* tasks where thieves find them */
byte worth = WORTH; /* so many of them are worth sharing */
byte more = 1;   /* tasks that push another one when they run */
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

inline push_notifies()
{
    if
    :: queue >= worth -> notify()
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
        :: last && queue >= worth -> notify()
        :: else
        fi;
#endif
        last = false
    :: else
    fi
}

inline take() /* who has been woken is not choosy */
{
    atomic {
        if
        :: queue > 0 && (rested || queue >= worth) -> queue--; got = true
        :: else -> got = false
        fi
    }
}

proctype worker(byte id)
{
    bool got, woken, last, rested = true;
look:
    take(); /* the injected ones, without searching */
    if
    :: got ->
#ifndef NO_REST
        if
        :: queue >= worth -> notify()
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
    :: queue >= worth -> lock = false; goto look
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
    :: queue >= worth -> lock = false
    :: else -> lock = false;
#else
    :: true -> lock = false;
#endif
end_asleep:
        !asleep[id]
    fi;
    rested = true;
    atomic { !lock -> lock = true };
    if
    :: asleep[id] -> atomic { asleep[id] = false; idle-- }
    :: else
    fi;
    lock = false;
    goto look;
found:
    got = false;
    rested = false;
    search_end();
    atomic {
        if
        :: more > 0 -> more--; got = true
        :: else
        fi
    };
    if
    :: got -> queue++; push_notifies()
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
    push_notifies()
}

proctype measurer() /* a worker that is busy with its turns */
{
    bool woken;
#ifdef TELL_FIRST
    push_notifies();
#endif
    worth = 1;
#if !defined NO_TELL && !defined TELL_FIRST
    push_notifies()
#endif
}

init
{
    byte n;
    atomic {
        idle--;
        started++;
        run worker(0);
#ifdef MEASURES
        run measurer();
#endif
        for (n : 1 .. PUSHERS) {
            run pusher()
        }
    };
end_rest:
    timeout;
    assert(queue < worth || idle == 0)
}
