# SPDX-License-Identifier: MIT
"""How long compilers take, and how large a program becomes."""

import os
import shutil
import statistics
import time

from .peers import BENCH, ROOT, binary, build_go, run_or_die
from .tables import number, table, times

SOURCES = [BENCH / "pingpong" / "csp.c", BENCH / "sieve" / "csp.c",
           ROOT / "examples" / "server.c", BENCH / "sweep" / "csp.c"]


def milliseconds(a, command):
    begin = time.monotonic()
    run_or_die(command, env={"CSPCC_CC": a.cc})
    return (time.monotonic() - begin) * 1e3


def compile_row(a, source):
    """cspcc; the C compiler on what it emits; on the annotated file itself."""
    emitted, out = a.out / "emitted.c", a.out / "compiled.o"
    run_or_die([a.cspcc, "-O2", "--emit=c", source, "-o", emitted],
               env={"CSPCC_CC": a.cc})
    common = ["-w", "-O2", "-c", f"-I{ROOT / 'include'}",
              f"-I{source.parent}", "-o", out]
    commands = [[a.cspcc, *common, source], [a.cc, *common, emitted],
                [a.cc, *common, source]]
    rounds = [[milliseconds(a, c) for c in commands] for _ in range(a.rounds)]
    cspcc, generated, plain = map(statistics.median, zip(*rounds))
    over = statistics.median(r[0] / r[1] for r in rounds)
    return [str(source.relative_to(ROOT)),
            str(len(source.read_text().splitlines())), number(cspcc),
            number(generated), number(plain), times(over)]


def compile_table(a):
    head = ["source", "lines", "cspcc, ms", "the generated C",
            "the annotated C", "cspcc / generated"]
    return table(head, [compile_row(a, source) for source in SOURCES])


def size_table(a):
    """A sieve that needs no shared library, stripped."""
    rows = []
    static = binary(a, "sieve", "static")
    run_or_die([a.cspcc, "-O2", "-static", "-s", BENCH / "sieve" / "csp.c",
                "-o", static], env={"CSPCC_CC": a.cc})
    rows.append(["csp", size_of(static)])
    if "go" in a.peers:
        build_go(a, "sieve", "-ldflags=-s -w")
        rows.append(["go", size_of(binary(a, "sieve", "go"))])
    if "tokio" in a.peers:
        shutil.copy(a.out / "cargo" / "release" / "sieve", static)
        run_or_die(["strip", static])
        rows.append(["tokio (libc shared)", size_of(static)])
    if "cxx" in a.peers:
        run_or_die([a.cxx, "-std=c++20", "-O2", "-static", "-s",
                    BENCH / "sieve" / "cxx.cc", "-o", static])
        rows.append(["cxx", size_of(static)])
    return table(["sieve", "bytes"], rows)


def size_of(path):
    return f"{os.path.getsize(path):,}"
