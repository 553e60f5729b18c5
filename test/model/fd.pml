/* SPDX-License-Identifier: MIT
 * A descriptor (runtime/io/fd.c): two readers take turns at a number, one of
 * whom may be cancelled or time out wherever it waits; bytes come, the number is
 * closed, and used again for another file, which a third reader reads. The
 * poller tells edges, as late as it likes. Nobody waits while there is a byte
 * for him, or for a file that is closed; a number is not used again while an
 * operation holds it; no event of one file opens the gate of another; two never
 * read at once.
 *
 * Mutants: SHUT_LATE (the gate is shut after an attempt in vain), NO_MORE (who
 * leaves a byte does not say so), NO_GENERATION (an event is for whatever has
 * the number now), CLOSE_EARLY (csp_close gives the number back although it is
 * held), NO_WAKE (csp_close wakes nobody), NO_HAND (the turn goes to who comes
 * next, not to who waits for it), RENEW_LATE (the record is renewed when the
 * number is free). */
#define NONE 2
#define READERS 3

byte file = 0;            /* the kernel's: what the number is; NONE: it is free */
byte bytes;               /* to be read from it */
bool known;               /* the poller tells of it */
bool pending;             /* an edge, told by nobody yet */
byte pending_tag, tag;    /* generation: of the edge, of what was added */

bool lock;                /* of the record */
byte generation;
byte record_file;         /* what it is about, as a witness sees it */
bool added, gate, closed, closing;
byte users, wanted, tokens;
bool turn;
byte inside;              /* readers that have the turn */
bool waits[READERS], woken[READERS], told[READERS];

#define LOCK atomic { !lock -> lock = true }
#define UNLOCK lock = false

/* open_gates; all who wait go on, whatever becomes of the gate then */
inline open_gate()
{
    gate = true;
    byte w = 0;
    do
    :: w < READERS -> woken[w] = woken[w] || waits[w]; w++
    :: else -> w = 0; break
    od
}

/* cspi_gate_close, of all gates */
inline close_gates()
{
    gate = false;
    closed = true
}

inline renew()
{
    generation++;
    record_file = NONE;
    added = false; gate = false; closed = false; closing = false;
    turn = false; wanted = 0; tokens = 0
}

/* close(2) */
inline give_back()
{
    atomic { known = false; pending = false; bytes = 0; file = NONE }
}

/* leave; the lock is held */
inline leave()
{
    users--;
    if
    :: users == 0 && closing ->
#ifdef RENEW_LATE
        UNLOCK; give_back(); LOCK; renew(); UNLOCK
#else
        renew(); UNLOCK; give_back()
#endif
    :: else -> UNLOCK
    fi
}

/* pass_turn; the lock is held */
inline pass_turn()
{
    if
    :: closing
#ifndef NO_HAND
    :: !closing && wanted > 0 -> wanted--; tokens++
#endif
    :: else -> turn = false
    fi
}

proctype reader(byte self; byte mine)
{
    LOCK; /* csp__fd_enter */
    if
    :: generation > mine -> UNLOCK; goto over /* the program's mistake */
    :: else
    fi;
    if
    :: closing -> assert(mine == 0); UNLOCK; goto over
    :: else
    fi;
    users++;
    record_file = mine;
    if
    :: !turn -> turn = true; UNLOCK
    :: else ->
        wanted++;
        UNLOCK;
end_turn:
        if /* its turn, closed, or cancelled */
        :: atomic { tokens > 0 && !closed -> tokens-- }
        :: closed -> goto quit
        :: told[self] -> goto quit
        fi
    fi;
    inside++;
    assert(inside == 1);
again: /* csp__io_try */
    if
    :: added && !gate -> goto wait
    :: else
    fi;
#ifndef SHUT_LATE
    gate = false;
#endif
    assert(file == mine);
    if
    :: atomic { bytes > 0 -> bytes-- };
#ifndef NO_MORE
        LOCK; /* csp__io_more */
        if
        :: added && !closing -> atomic { open_gate() }
        :: else
        fi;
        UNLOCK;
#endif
        goto end
    :: atomic { bytes == 0 -> skip }
    fi;
#ifdef SHUT_LATE
    gate = false;
#endif
wait: /* csp__fd_gate */
    LOCK;
    if
    :: closing -> UNLOCK; goto end
    :: !closing && !added ->
        added = true;
        atomic { known = true; tag = generation; pending_tag = tag;
                 pending = bytes > 0 }
    :: else
    fi;
    UNLOCK;
    atomic { /* chan_recv: passes, or waits, under the gate's lock */
        if
        :: gate || closed
        :: else -> waits[self] = true; woken[self] = false
        fi
    };
    if
    :: !waits[self]
    :: waits[self] ->
end_waits:
        if
        :: atomic { woken[self] -> waits[self] = false }
        :: atomic { closed -> waits[self] = false }
        :: atomic { told[self] -> waits[self] = false; goto end }
        fi
    fi;
    goto again;
end: /* csp__io_end */
    LOCK;
    inside--;
    pass_turn();
    leave();
    goto over;
quit: /* csp__fd_quit */
    LOCK;
    if
    :: closing
    :: !closing && tokens > 0 -> tokens--; pass_turn()
    :: else -> wanted--
    fi;
    leave();
over:
    skip
}

/* A byte comes for the file, if it is still there. */
proctype writer(byte mine)
{
    atomic {
        if
        :: file == mine ->
            bytes++;
            if
            :: known -> pending = true; pending_tag = tag
            :: else
            fi
        :: else
        fi
    }
}

/* Takes events, and tells them at its leisure: cspi_fd_event */
proctype poller()
{
    byte from, what;
end_idle:
    do
    :: atomic { pending -> pending = false; from = pending_tag; what = file };
        LOCK;
        if
#ifdef NO_GENERATION
        :: !closing ->
#else
        :: !closing && from == generation ->
#endif
            assert(record_file == what);
            atomic { open_gate() }
        :: else
        fi;
        UNLOCK
    od
}

/* csp_close */
proctype closer()
{
    LOCK;
    closing = true;
#ifndef NO_WAKE
    close_gates();
#endif
    users++;
#ifdef CLOSE_EARLY
    give_back();
#endif
    leave()
}

init
{
    atomic {
        run poller();
        run reader(0, 0);
        run reader(1, 0);
        run writer(0);
        if
        :: run writer(0)
        :: true
        fi;
        if
        :: told[1] = true
        :: true
        fi;
        if
        :: run closer()
        :: true
        fi
    };
    if
    :: atomic { file == NONE -> file = 1; bytes = 0 };
        run reader(2, 1);
        run writer(1)
    :: run reader(2, 0)
    fi;
end_rest:
    timeout;
    assert(!(wanted > 0 && tokens == 0 && inside == 0));
    assert(!((waits[0] || waits[1] || waits[2]) && (bytes > 0 || closing)))
}
