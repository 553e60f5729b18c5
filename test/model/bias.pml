/* SPDX-License-Identifier: MIT
 * A worker that is alone takes locks by plain stores (runtime/base/bias.c), on a
 * processor that delays stores, in their order (x86): two workers that sleep and
 * wake up, take a lock and leave what they have written under it, and a foreign
 * thread. No two have the lock at once, and each sees what the last has written.
 *
 * Mutants: NO_BARRIER (no membarrier), NO_WAIT (who takes the bias away does not
 * wait until no lock is being taken), TAKES_LATE (the owner looks first, and only
 * then says that it takes a lock), WORD_LATE (it says that it has before it has),
 * NO_SECOND_LOOK (who wants to be alone does not look again once it has said so),
 * LOOK_FIRST (who comes looks before it counts), NO_WORD (a foreign thread does
 * not say that it has come), EARLY (that the bias is gone is told before the
 * owner knows), ASLEEP (who sleeps takes locks). */
#define NONE 9
#define FOREIGN 2 /* its buffer stays empty: it stores in order */

mtype = { TAKES, WORD, ALONE, GUARD, DATA };
chan buffer[3] = [8] of { mtype, byte }; /* stores on their way */

bool word, guard, alone[2], takes[2];
byte data;
byte owner = NONE, inside;
bool foreign;
bool locked;  /* what the lock means */
byte written; /* what is to be read */
/* What a worker sees of its own stores that are on their way. */
byte my_words[2], my_word[2], my_datas[2], my_data[2];

proctype memory(byte id)
{
    mtype what;
    byte value;
end:
    do
    :: atomic {
        buffer[id]?what, value ->
        if
        :: what == TAKES -> takes[id] = value
        :: what == WORD -> word = value; my_words[id]--
        :: what == ALONE -> alone[id] = value
        :: what == GUARD -> guard = value
        :: what == DATA -> data = value; my_datas[id]--
        fi
    }
    od
}

#define IN_ORDER empty(buffer[id])

inline store_word(value)
{
    atomic {
        if
        :: id == FOREIGN -> word = value
        :: else ->
            my_words[id]++; my_word[id] = value; buffer[id]!WORD, value
        fi
    }
}

inline take_away()
{
    if
    :: owner != NONE ->
        atomic { IN_ORDER && !guard -> guard = true };
        had = owner;
        if
        :: had != NONE ->
            alone[had] = false;
#ifdef EARLY
            owner = NONE;
#endif
#ifndef NO_BARRIER
            empty(buffer[0]);
            empty(buffer[1]);
#endif
#ifndef NO_WAIT
            !takes[had];
#endif
            owner = NONE
        :: else
        fi;
        guard = false
    :: else
    fi
}

inline enter()
{
#ifdef LOOK_FIRST
    take_away();
#endif
    atomic { IN_ORDER -> inside++ };
#ifndef LOOK_FIRST
    take_away()
#endif
}

inline leave()
{
    drop();
    atomic { IN_ORDER -> inside-- }
}

inline drop()
{
    if
    :: alone[id] -> alone[id] = false; atomic { IN_ORDER -> owner = NONE }
    :: else
    fi
}

inline want()
{
    if
    :: atomic { IN_ORDER && !guard && !alone[id] && inside == 1 && !foreign ->
                guard = true };
        owner = id;
        if
#ifdef NO_SECOND_LOOK
        :: true -> buffer[id]!ALONE, true
#else
        :: inside == 1 && !foreign -> buffer[id]!ALONE, true
        :: else -> atomic { IN_ORDER -> owner = NONE }
#endif
        fi;
        buffer[id]!GUARD, false
    :: else
    fi
}

inline exchange()
{
    atomic { IN_ORDER && !word -> word = true }
}

inline try_own()
{
#ifndef TAKES_LATE
    buffer[id]!TAKES, true;
#endif
    biased = alone[id];
#ifdef TAKES_LATE
    buffer[id]!TAKES, true;
#endif
    got = false;
    if
    :: biased && (my_words[id] -> !my_word[id] : !word) ->
#ifdef WORD_LATE
        buffer[id]!TAKES, false;
#endif
        store_word(true);
        got = true
    :: else
    fi;
#ifndef WORD_LATE
    buffer[id]!TAKES, false
#endif
}

inline under_lock()
{
    assert(!locked);
    locked = true;
    atomic {
        if
        :: id == FOREIGN -> assert(data == written); data++
        :: else ->
            if
            :: my_datas[id] -> assert(my_data[id] == written)
            :: else -> assert(data == written)
            fi;
            my_datas[id]++; my_data[id] = written + 1;
            buffer[id]!DATA, written + 1
        fi;
        written++
    };
    locked = false;
    store_word(false)
}

proctype worker(byte id; byte sleeps)
{
    byte had, rounds, locks;
    bool biased, got;
    do
    :: rounds < 1 + sleeps ->
        rounds++;
        enter();
        want();
        locks = 0;
        do
        :: locks < 2 - sleeps ->
            locks++;
            try_own();
            if
            :: got
            :: else -> exchange()
            fi;
            under_lock()
        :: break
        od;
        leave()
#ifdef ASLEEP
        ;
        exchange();
        under_lock()
#endif
    :: else -> break
    od
}

proctype thread(byte id)
{
    byte had;
#ifndef NO_WORD
    foreign = true;
#endif
    take_away();
    exchange();
    under_lock()
}

init
{
    atomic {
        run memory(0);
        run memory(1);
        run worker(0, 0);
        run worker(1, 1);
#ifndef NO_FOREIGN
        run thread(FOREIGN)
#endif
    }
}
