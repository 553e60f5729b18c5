# SPDX-License-Identifier: MIT
"""What was measured as tables in Markdown, with the verdict on each aim."""

from .cases import (HAND_AIM, ROOMS, SIZES, PAIRS, SPEEDUP_AIM, SPEEDUP_OF_GO,
                    SWEEP_AIM)
from .measuring import Cell, median, ratio


def number(value):
    if value is None:
        return ""
    return f"{value:.1f}" if value < 1000 else f"{value:.0f}"


def times(value):
    return "" if value is None else f"{value:.2f}"


def table(head, rows, left=(0,)):
    """In columns; those in `left` are text."""
    widths = [max(len(r[i]) for r in [head, *rows]) for i in range(len(head))]
    rule = ["-" * w if i in left else "-" * (w - 1) + ":"
            for i, w in enumerate(widths)]
    lines = []
    for cells in [head, rule, *rows]:
        padded = [c.ljust(w) if i in left else c.rjust(w)
                  for i, (c, w) in enumerate(zip(cells, widths))]
        lines.append("| " + " | ".join(padded) + " |")
    return "\n".join(lines) + "\n"


# -- aims ---------------------------------------------------------------------

def speedup(runs, case, peer):
    return ratio(runs, Cell(case.name, peer, 1), Cell(case.name, peer, 2))


def go_aim(runs, case, workers):
    value = ratio(runs, Cell(case.name, "go", workers),
                  Cell(case.name, "csp", workers))
    if value and case.go:
        aim = case.go[workers > 1]
        yield f"go/csp >= {aim:g}", value, value >= aim


def hand_aim(runs, case, workers):
    value = ratio(runs, Cell(case.name, "csp", workers),
                  Cell(case.name, "hand", workers))
    if value and not case.limit:
        yield f"csp/hand <= {HAND_AIM:g}", value, value <= HAND_AIM


def limit_aim(runs, case, workers):
    value = median(runs, Cell(case.name, "csp", workers))
    if value and case.limit:
        text = f"csp <= {case.limit:g} {case.unit}"
        yield text, value, value <= case.limit


def against_aim(runs, case, workers):
    if not case.against:
        return
    other, aim = case.against
    value = ratio(runs, Cell(case.name, "csp", workers),
                  Cell(other, "csp", workers))
    if value:
        yield f"of {other} <= {aim:g}", value, value <= aim


def speedup_aim(runs, case, workers):
    value = speedup(runs, case, "csp") if workers == 2 else None
    if not value or not case.speedup:
        return
    others = [speedup(runs, case, peer) or 0 for peer in ["go", "tokio"]]
    aim = min(SPEEDUP_AIM, SPEEDUP_OF_GO * (max(others) or SPEEDUP_AIM))
    yield f"speed-up >= {aim:.2f}", value, value >= aim


AIMS = [go_aim, hand_aim, limit_aim, against_aim, speedup_aim]


def verdicts(runs, case, workers):
    """(aim, value, met) of one line of the table."""
    return [found for aim in AIMS for found in aim(runs, case, workers)]


def verdict_text(found):
    return ", ".join(f"{aim}: {'met' if met else f'MISSED, {value:.2f}'}"
                     for aim, value, met in found)


# -- tables -------------------------------------------------------------------

def main_table(runs, cases, workers):
    """csp against Go, and what was aimed at."""
    rows = []
    for case in cases:
        for n in workers:
            csp, go = (Cell(case.name, p, n) for p in ["csp", "go"])
            if csp in runs:
                rows.append([case.name, str(n), case.unit,
                             number(median(runs, csp)),
                             number(median(runs, go)),
                             times(ratio(runs, go, csp)),
                             verdict_text(verdicts(runs, case, n))])
    return table(["case", "workers", "unit", "csp", "go", "go/csp", "aims"],
                 rows, {0, 2, 6})


def peer_table(runs, cases, peers, workers):
    """All of them side by side; those that none of the others answers, not."""
    rows = []
    for case in cases:
        found = [median(runs, Cell(case.name, p, workers)) for p in peers]
        if any(v for p, v in zip(peers, found) if p not in ["csp", "go"]):
            rows.append([case.name, case.unit, *map(number, found)])
    return table(["case", "unit", *peers], rows, {0, 1}) if rows else ""


def missed(runs, cases, workers):
    """(case, number of workers, aim, value) of the aims that are not met."""
    return [(case, n, aim, value) for case in cases for n in workers
            for aim, value, met in verdicts(runs, case, n) if not met]


def missed_table(runs, cases, workers):
    rows = [[case.name, str(n), aim, f"{value:.2f}"]
            for case, n, aim, value in missed(runs, cases, workers)]
    if not rows:
        return "No aim is missed.\n"
    return table(["case", "workers", "aim", "is"], rows, {0, 2})


def sweep_name(room, size, pairs):
    return f"sweep-{room}-{size}-{pairs}"


def sweep_table(runs, workers):
    """ns a value by room (down) and size (across): one and two workers."""
    texts = []
    for pairs in PAIRS:
        rows = []
        for room in sorted(ROOMS):
            row = [str(room)]
            for size in SIZES:
                found = [median(runs, Cell(sweep_name(room, size, pairs),
                                           "csp", n)) for n in workers]
                row.append(" / ".join(number(v) or "-" for v in found))
            rows.append(row)
        title = "One pair" if pairs == 1 else f"{pairs} pairs"
        head = ["room", *(f"{size} B" for size in SIZES)]
        texts.append(f"{title}:\n\n{table(head, rows, {})}")
    return "\n".join(texts)


def cliffs(runs, cases, workers):
    """Where two workers cost more than SWEEP_AIM of one."""
    if sorted(workers) != [1, 2]:
        return ""
    found = [(ratio(runs, Cell(c.name, "csp", 2), Cell(c.name, "csp", 1)), c)
             for c in cases]
    found = sorted((r, c.sweep) for r, c in found if r)
    over = [(r, s) for r, s in found if r > SWEEP_AIM]
    if not found:
        return ""
    r, (room, size, pairs) = found[-1]
    return (f"Two workers cost at most {r:.2f} of one (room {room}, {size} "
            f"bytes, {pairs} pairs); more than {SWEEP_AIM} in {len(over)} of "
            f"{len(found)} places.\n")
