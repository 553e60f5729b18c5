# SPDX-License-Identifier: MIT
"""Draws what was measured, with matplotlib: same figures, same bytes."""

import sys

from .cases import PAIRS, ROOMS, SIZES
from .measuring import Cell, median, ratio
from .tables import speedup, sweep_name

COLOURS = {"csp": "#1b6ca8", "hand": "#7fb2d6", "go": "#2a9d5c",
           "tokio": "#c0562b", "cxx": "#8a63b0", "asyncio": "#c9a227",
           "greenlet": "#7a7a7a"}
STYLE = {"svg.hashsalt": "cspcc", "svg.fonttype": "none", "font.size": 9,
         "font.family": "sans-serif", "axes.spines.top": False,
         "axes.spines.right": False, "legend.frameon": False}


def pyplot():
    """matplotlib, set up; None if it is not here."""
    try:
        import matplotlib
    except ImportError:
        print("bench: no charts: Python's matplotlib is not here",
              file=sys.stderr)
        return None
    matplotlib.use("svg")
    matplotlib.rcParams.update(STYLE)
    from matplotlib import pyplot as found
    return found


def save(figure, folder, name, caption):
    figure.text(0.01, 0.004, caption, fontsize=7, color="#555555")
    figure.savefig(folder / name, metadata={"Date": None})
    text = (folder / name).read_text()
    (folder / name).write_text(
        "\n".join(line.rstrip() for line in text.splitlines()) + "\n")


def go_chart(plt, runs, cases, workers):
    """How many times faster than Go, with the aims as marks."""
    shown = [c for c in cases if Cell(c.name, "go", workers[0]) in runs]
    figure, axes = plt.subplots(figsize=(8, 0.32 * len(shown) + 1.2))
    height = 0.8 / len(workers)
    for k, n in enumerate(workers):
        places = [i + k * height for i in range(len(shown))]
        found = [ratio(runs, Cell(c.name, "go", n), Cell(c.name, "csp", n))
                 or 0 for c in shown]
        axes.barh(places, found, height, label=f"{n} worker" + "s" * (n > 1),
                  color=[COLOURS["csp"], COLOURS["hand"]][k % 2])
        aims = [(c.go[n > 1], y) for c, y in zip(shown, places) if c.go]
        axes.plot([x for x, _ in aims], [y for _, y in aims], "k|",
                  label="aim" if k == 0 else None)
    axes.set_yticks([i + 0.4 - height / 2 for i in range(len(shown))],
                    [c.name for c in shown])
    axes.set_xscale("log")
    axes.set_xticks([0.5, 1, 2, 5, 10, 20, 50],
                    ["0.5", "1", "2", "5", "10", "20", "50"])
    axes.axvline(1, color="black", linewidth=0.8)
    axes.invert_yaxis()
    axes.set_xlabel("Go's time over that of cspcc (memory: bytes)")
    axes.legend()
    figure.tight_layout(rect=(0, 0.02, 1, 1))
    return figure


def peer_chart(plt, runs, cases, peers):
    """One dot for each contestant, one worker."""
    def dots(peer):
        found = [median(runs, Cell(c.name, peer, 1)) for c in shown]
        return [(v, i) for i, v in enumerate(found) if v]

    shown = [c for c in cases if c.unit == "ns"]
    shown = [c for c in shown if median(runs, Cell(c.name, "csp", 1))]
    figure, axes = plt.subplots(figsize=(8, 0.26 * len(shown) + 1.2))
    for peer in peers:
        found = dots(peer)
        axes.plot([x for x, _ in found], [y for _, y in found], "o",
                  markersize=5, color=COLOURS[peer], label=peer)
    axes.set_yticks(range(len(shown)), [c.name for c in shown])
    axes.set_xscale("log")
    axes.grid(axis="x", linewidth=0.4)
    axes.invert_yaxis()
    axes.set_xlabel("nanoseconds an operation, one worker")
    axes.legend(ncols=len(peers), fontsize=8, loc="lower left",
                bbox_to_anchor=(0, 1), handletextpad=0.2, columnspacing=1)
    figure.tight_layout(rect=(0, 0.02, 1, 1))
    return figure


def sweep_chart(plt, runs, workers):
    figure, grid = plt.subplots(len(PAIRS), len(workers), figsize=(8, 6),
                                squeeze=False, sharex=True, sharey=True)
    rooms = sorted(ROOMS)
    for row, pairs in zip(grid, PAIRS):
        for axes, n in zip(row, workers):
            for size in SIZES:
                found = [median(runs, Cell(sweep_name(room, size, pairs),
                                           "csp", n)) for room in rooms]
                shade = 0.85 - 0.8 * SIZES.index(size) / len(SIZES)
                axes.plot(rooms, [v or float("nan") for v in found],
                          color=plt.cm.viridis(shade), label=f"{size} B",
                          linewidth=1.2)
            axes.set_xscale("log", base=2)
            axes.set_yscale("log")
            axes.set_yticks([5, 10, 20, 50, 100, 200],
                            ["5", "10", "20", "50", "100", "200"])
            axes.grid(axis="y", linewidth=0.4)
            axes.set_title(f"{pairs} pair{'s' * (pairs > 1)}, {n} "
                           f"worker{'s' * (n > 1)}", fontsize=9)
            axes.set_xlabel("room")
            axes.set_ylabel("ns a value")
    grid[0][0].legend(fontsize=7)
    figure.tight_layout(rect=(0, 0.02, 1, 1))
    return figure


def speedup_chart(plt, runs, cases):
    shown = [c for c in cases if c.speedup and speedup(runs, c, "csp")]
    figure, axes = plt.subplots(figsize=(8, 2.6))
    peers = ["csp", "go", "tokio"]
    for k, peer in enumerate(peers):
        axes.bar([i + 0.27 * k for i in range(len(shown))],
                 [speedup(runs, c, peer) or 0 for c in shown], 0.25,
                 color=COLOURS[peer], label=peer)
    axes.axhline(1.8, color="black", linewidth=0.8, linestyle="dashed")
    axes.set_xticks([i + 0.27 for i in range(len(shown))],
                    [c.name for c in shown])
    axes.set_ylabel("speed-up of two workers")
    axes.legend(ncols=3, loc="upper left", bbox_to_anchor=(0, 1.18))
    figure.tight_layout(rect=(0, 0.03, 1, 1))
    return figure


def draw(a, runs, folder, caption):
    """All charts for which there are figures; their names."""
    plt = pyplot()
    if not plt:
        return
    folder.mkdir(parents=True, exist_ok=True)
    charts = {}
    if any(cell.peer == "go" and not cell.case.startswith("sweep")
           for cell in runs):
        charts["against-go.svg"] = go_chart(plt, runs, a.cases, a.workers)
    if any(c.unit == "ns" for c in a.cases) and 1 in a.workers:
        charts["peers.svg"] = peer_chart(plt, runs, a.cases, a.peers)
    if any(cell.case.startswith("sweep") for cell in runs):
        charts["sweep.svg"] = sweep_chart(plt, runs, a.workers)
    if sorted(a.workers) == [1, 2] and any(c.speedup for c in a.cases):
        charts["speed-up.svg"] = speedup_chart(plt, runs, a.cases)
    for name, figure in charts.items():
        save(figure, folder, name, caption)
        plt.close(figure)
