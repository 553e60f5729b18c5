# SPDX-License-Identifier: MIT
"""The questions: one line each, with what is aimed at."""

import math
from typing import NamedTuple

STEP = 800  # counts are multiples of it, and programs rely on that
STEPS_200_NS = "150"  # of measure_work


class Case(NamedTuple):
    """What it runs is `program COUNT [arguments]`."""

    name: str
    program: str
    arguments: tuple = ()
    count: int = 8000  # to calibrate with; all there is when fixed
    fixed: bool = False  # the count is part of the question
    small: int = STEP  # a count that costs nothing
    answer: object = int  # of the count: what the program must compute
    unit: str = "ns"
    scale: float = 1.0  # what a program prints, divided by this, is the unit
    go: tuple = ()  # go/csp at least this, with one worker and with two
    limit: float = 0.0  # csp at most this, in the unit; 0: no limit
    against: tuple = ()  # (case, ratio): csp at most this much of that case
    speedup: bool = False  # two workers: 1.8 of one, or 0.95 of Go's speed-up
    sweep: tuple = ()  # (room, bytes, pairs): asked of csp alone


def below(count):
    """The sum of the numbers below it."""
    return count * (count - 1) // 2


def piped(count):
    """The same of what has passed ten stages."""
    return below(count) + 10 * count


def prime(n):
    """The n-th prime."""
    found, candidate = [], 1
    while len(found) < n:
        candidate += 1
        root = math.isqrt(candidate)
        if all(candidate % p for p in found if p <= root):
            found.append(candidate)
    return found[-1]


def queens(n):
    """Ways to place n queens on a board of n by n."""
    return {6: 4, 8: 92, 13: 73712}[n]


MILLION = {"count": 1_000_000, "fixed": True}
WHOLE = {"fixed": True, "unit": "ms", "scale": 1e6}

CASES = [
    # Messages
    Case("pingpong", "pingpong", go=(14, 14)),
    Case("stream", "stream", go=(7, 7)),
    Case("stream127", "stream", ("127",), go=(7, 5)),
    Case("stream1024", "stream", ("1024",), go=(7, 5)),
    Case("select2", "select", ("2",), go=(6, 5)),
    Case("select8", "select", ("8",), go=(7, 6)),
    Case("pairs8", "sweep", ("100", "64", "8")),
    Case("contended", "contended", answer=below),
    Case("fanin", "fan", ("in",)),
    Case("fanout", "fan", ("out",)),
    Case("ring", "ring"),
    Case("pipeline0", "pipeline", ("0",), answer=piped, go=(10, 10)),
    Case("pipeline256", "pipeline", ("256",), answer=piped, go=(5, 5)),
    Case("workers", "workers", answer=below, go=(6, 5)),
    Case("workers200", "workers", (STEPS_200_NS,), answer=below, go=(2, 2)),
    Case("sieve", "sieve", count=2000, small=10, answer=prime, go=(9, 10),
         **WHOLE),
    # Tasks
    Case("spawn", "spawn", ("spawn",), go=(10, 6)),
    Case("join", "spawn", ("join",), go=(12, 10)),
    Case("group100", "group"),
    Case("million", "million", **MILLION),
    Case("skynet", "skynet", small=1000, answer=below, go=(5, 5),
         speedup=True, **MILLION),
    Case("memory", "memory", unit="B", limit=72, **MILLION),
    # Calls
    Case("call-plain", "call", ("plain",), answer=below),
    Case("call-awaited", "call", ("awaited",), answer=below,
         against=("call-plain", 2)),
    Case("depth1", "depth", ("1",)),
    Case("depth8", "depth", ("8",)),
    Case("depth64", "depth", ("64",)),
    # Locks, scopes and time
    Case("chanlock", "chanlock", go=(5, 10)),
    Case("mutex1", "mutex", ("1",)),
    Case("mutex8", "mutex", ("8",)),
    Case("mutex8held", "mutex", ("8", "held")),
    Case("trip-bare", "deadline", ("bare",)),
    Case("trip-within", "deadline", ("within",),
         against=("trip-bare", 1.1)),
    Case("cancel", "cancel", **MILLION),
    Case("timer-armed", "timers", ("armed",), **MILLION),
    Case("timer-cancelled", "timers", ("cancelled",), **MILLION),
    Case("timer-fired", "timers", ("fired",), **MILLION),
    # Work to be split
    Case("parfor", "parfor", count=8, small=8, speedup=True, **WHOLE),
    Case("phases", "phases", count=8, small=1, speedup=True, **WHOLE),
    Case("mergesort", "mergesort", count=1_000_000, speedup=True, **WHOLE),
    Case("queens", "queens", count=13, small=6, answer=queens, speedup=True,
         **WHOLE),
]

ROOMS = [2 ** i for i in range(13)] + [100, 127]
SIZES = [1, 4, 8, 16, 64, 256]
PAIRS = [1, 8]
SWEEP = [Case(f"sweep-{room}-{size}-{pairs}", "sweep",
              (str(room), str(size), str(pairs)), sweep=(room, size, pairs))
         for room in sorted(ROOMS) for size in SIZES for pairs in PAIRS]

HAND_AIM = 1.3  # csp/hand at most this
SPEEDUP_AIM, SPEEDUP_OF_GO = 1.8, 0.95
SWEEP_AIM = 1.3  # two workers at most this much slower than one
