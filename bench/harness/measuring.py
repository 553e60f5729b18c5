# SPDX-License-Identifier: MIT
"""Runs the programs by turns, round by round.

So a slow minute of the machine slows all of them, and a ratio is the median of
the ratios of the rounds.
"""

import os
import re
import resource
import statistics
import subprocess
import sys
import time
from typing import NamedTuple

from .cases import STEP
from .peers import BENCH, PEERS, answers

TIMEOUT_S = 600
COUNT_MAX = 2_000_000_000  # what an int holds
BUDGET_S = 3.0  # who has taken so long runs no further round


class Run(NamedTuple):
    value: float  # in the case's unit
    cores: float  # that were busy, start and end included


class Cell(NamedTuple):
    """Who is asked what: the key of all results."""

    case: str
    peer: str
    workers: int


def environment(workers):
    return {**os.environ, "CSP_WORKERS": str(workers),
            "GOMAXPROCS": str(workers),
            "PYTHONPATH": str(BENCH / "measure")}


def command_of(a, case, peer, count):
    words = PEERS[peer].command(a, case.program)
    return [*map(str, words), str(count), *case.arguments]


def run_once(a, case, cell, count):
    """One Run; None if it failed."""
    command = command_of(a, case, cell.peer, count)
    begin = time.monotonic()
    before = cpu_seconds()
    try:
        done = subprocess.run(command, env=environment(cell.workers),
                              text=True, capture_output=True,
                              timeout=TIMEOUT_S)
    except subprocess.TimeoutExpired:
        return failed(command, cell, f"no end after {TIMEOUT_S} s")
    wall = time.monotonic() - begin
    line = re.fullmatch(r"([0-9.]+) (-?\d+)\n", done.stdout)
    if done.returncode or not line:
        return failed(command, cell, done.stdout + done.stderr[-500:])
    wanted = case.answer(count)
    if int(line[2]) != wanted:
        return failed(command, cell, f"wrong answer: {line[2]}, not {wanted}")
    return Run(float(line[1]) / case.scale, (cpu_seconds() - before) / wall)


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def failed(command, cell, why):
    print(f"bench: FAILED with {cell.workers} workers: {' '.join(command)}\n"
          f"{why}", file=sys.stderr)
    return None


def count_of(ms, value):
    count = int(ms * 1e6 / max(value, 0.01)) // STEP * STEP
    return min(COUNT_MAX, max(STEP, count))


def calibrate(a, case, cell):
    """The count with which a run lasts about a.ms; None: it failed."""
    if case.fixed:
        return case.count
    run = run_once(a, case, cell, case.count)
    if run:
        run = run_once(a, case, cell, count_of(a.ms / 5, run.value))
    return run and count_of(a.ms, run.value)


def cells_of(a, cases):
    """Who is asked: (case, cell), in the order of a round."""
    return [(case, Cell(case.name, peer, workers))
            for case in cases for workers in a.workers for peer in a.peers
            if answers(peer, case.program)
            and (peer == "csp" or not case.sweep)
            and (workers == 1 or PEERS[peer].parallel)]


def measure(a, cases):
    """Cell -> its Run in each round; failures are counted in a.failures."""
    asked, runs = cells_of(a, cases), {}
    counts = {cell: calibrate(a, case, cell) for case, cell in asked}
    a.failures += sum(count is None for count in counts.values())
    spent = dict.fromkeys(counts, 0.0)
    for _ in range(a.rounds):
        for case, cell in asked:
            if counts[cell] and spent[cell] < BUDGET_S:
                begin = time.monotonic()
                run = run_once(a, case, cell, counts[cell])
                spent[cell] += time.monotonic() - begin
                a.failures += run is None
                runs.setdefault(cell, []).append(run)
    return {cell: found for cell, found in runs.items() if any(found)}


def values(runs, cell):
    return [run.value if run else None for run in runs.get(cell, [])]


def median(runs, cell):
    good = [v for v in values(runs, cell) if v]
    return statistics.median(good) if good else None


def ratio(runs, above, below):
    """The median of the ratios, round by round; None if there are none."""
    pairs = zip(values(runs, above), values(runs, below))
    ratios = [x / y for x, y in pairs if x and y]
    return statistics.median(ratios) if ratios else None


def groups(cases):
    """Cases that are compared with each other run in the same rounds."""
    found = {}
    for case in cases:
        key = case.name if case.sweep else case.program
        found.setdefault(key, []).append(case)
    return list(found.values())


def measure_all(a, cases):
    runs = {}
    for group in groups(cases):
        runs.update(measure(a, group))
        for case in group:
            print(progress(runs, case, a.workers), file=sys.stderr)
    return runs


def progress(runs, case, workers):
    texts = []
    for cell in runs:
        value = median(runs, cell) if cell.case == case.name else None
        if value:
            texts.append(f"{cell.peer}/{cell.workers} {value:.1f}")
    return f"{case.name}: {'  '.join(texts)}"
