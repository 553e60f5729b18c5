# SPDX-License-Identifier: MIT
"""Instructions, counted by callgrind: an operation's, csp against hand, and
where they go.

What the larger count costs more than the smaller is free of start and end.
"""

import re
import subprocess
import sys

from .cases import STEP
from .measuring import TIMEOUT_S, command_of, environment
from .peers import answers
from .tables import number, table, times

SMALL, LARGE, WARM_UP = 25 * STEP, 150 * STEP, 1.1
SIEVE_SMALL, SIEVE_LARGE = 10, 300
AIMS = {"pingpong": 300}
PROFILED = {"sieve": SIEVE_LARGE, "skynet": 10_000, "mergesort": 80_000,
            "queens": 8}  # others: small if the count is fixed, else this
PROFILE_COUNT, PROFILE_FUNCTIONS = 50 * STEP, 6


def collected(a, case, peer, count, out="/dev/null"):
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}",
               *command_of(a, case, peer, count)]
    done = subprocess.run(command, env=environment(1), text=True,
                          capture_output=True, timeout=TIMEOUT_S)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not found:
        sys.exit(f"bench: FAILED: {' '.join(command)}\n{done.stderr}")
    return int(found[1])


def instructions(a, case, peer):
    small, large = (SIEVE_SMALL, SIEVE_LARGE) if case.fixed else (SMALL, LARGE)
    more = collected(a, case, peer, large) - collected(a, case, peer, small)
    return more / (1 if case.fixed else (large - small) * WARM_UP)


def verdict(name, value):
    aim = AIMS.get(name)
    if not aim or not value:
        return ""
    return f"csp <= {aim}: {'met' if value <= aim else 'MISSED'}"


def instruction_table(a, cases):
    rows = []
    for case in cases:
        if case.limit or not answers("hand", case.program):
            continue
        csp, hand = (instructions(a, case, p) if p in a.peers else None
                     for p in ["csp", "hand"])
        rows.append([case.name, number(csp), number(hand),
                     times(csp / hand if csp and hand else None),
                     verdict(case.name, csp)])
    return table(["case", "csp", "hand", "csp/hand", "aim"], rows, {0, 4})


def profile(a, case):
    """The functions in which csp spends most, each with its share."""
    count = PROFILED.get(case.name,
                         case.small if case.fixed else PROFILE_COUNT)
    out = a.out / "callgrind.out"
    collected(a, case, "csp", count, out)
    text = subprocess.run(["callgrind_annotate", "--threshold=95", out],
                          text=True, capture_output=True).stdout
    found = re.findall(r"\(\s*([\d.]+)%\)\s+\S+:([\w'.]+)", text)
    return ", ".join(f"{name} {float(share):.0f} %"
                     for share, name in found[:PROFILE_FUNCTIONS])


def profile_table(a, cases):
    rows = [[case.name, profile(a, case)] for case in cases]
    return table(["case", "instructions of csp, one worker"], rows, {0, 1})
