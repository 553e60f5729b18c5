# SPDX-License-Identifier: MIT
"""Where the figures go: a file of comma separated values, charts, and the
places in docs/PERFORMANCE.md that are marked for them."""

import re
import statistics
import sys

from . import charts, compiling, tables
from .instructions import instruction_table, profile_table
from .peers import BENCH, ROOT

PAGE = ROOT / "docs" / "PERFORMANCE.md"
RESULTS = BENCH / "results"


def csv_lines(a, runs, configuration):
    units = {case.name: case.unit for case in a.cases + a.sweep}
    yield from (f"# {what}: {value}" for what, value in configuration)
    yield "case,peer,workers,unit,median,least,greatest,rounds,cores"
    for cell, found in runs.items():
        values = [run.value for run in found if run]
        if not values:
            continue
        cores = statistics.median(run.cores for run in found if run)
        yield (f"{cell.case},{cell.peer},{cell.workers},{units[cell.case]},"
               f"{statistics.median(values):.3f},{min(values):.3f},"
               f"{max(values):.3f},{len(values)},{cores:.2f}")


def write_csv(path, a, runs, configuration):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(csv_lines(a, runs, configuration)) + "\n")


def caption(configuration):
    known = dict(configuration)
    return f"{known['date']}, {known['commit']}, {known['CPU']}"


def list_of(configuration):
    return "".join(f"- {what}: {value}\n" for what, value in configuration)


def sections(a, runs, configuration):
    """What each mark in the page stands for: (name, text)."""
    yield "configuration", list_of(configuration)
    yield "main", tables.main_table(runs, a.cases, a.workers)
    yield "missed", tables.missed_table(runs, a.cases, a.workers)
    for n in a.workers:
        yield f"peers-{n}", tables.peer_table(runs, a.cases, a.peers, n)
    if a.sweep:
        yield "sweep", (tables.sweep_table(runs, a.workers) + "\n"
                        + tables.cliffs(runs, a.sweep, a.workers))
    if a.compiling:
        yield "compiling", compiling.compile_table(a)
        yield "size", compiling.size_table(a)
    if a.instructions:
        yield "instructions", instruction_table(a, a.cases)
        yield "profile", profile_table(a, to_profile(a, runs))


def to_profile(a, runs):
    """The cases whose aims are missed, each once."""
    return list(dict.fromkeys(
        case for case, *_ in tables.missed(runs, a.cases, a.workers)
        if case.unit != "B"))


def put(page, name, text):
    """The page with this text between the marks of that name."""
    mark = f"<!-- figures: {name} -->\n"
    found = re.compile(f"({re.escape(mark)}).*?(<!-- end -->)", re.S)
    if not found.search(page):
        sys.exit(f"bench: {PAGE.name} has no place for '{name}'")
    return found.sub(lambda m: f"{m[1]}\n{text}\n{m[2]}", page)


def publish(name, text):
    PAGE.write_text(put(PAGE.read_text(), name, text))


def give(a, runs, configuration):
    """All that the command line has asked for."""
    if a.csv:
        write_csv(a.csv, a, runs, configuration)
    if a.charts:
        charts.draw(a, runs, a.charts, caption(configuration))
    for name, text in sections(a, runs, configuration):
        print(text, flush=True)
        if a.publish:
            publish(name, text)
