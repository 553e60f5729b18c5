# SPDX-License-Identifier: MIT
"""The contestants: how each is built, and when it is left out.

A peer answers the questions for which its source is there.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

BENCH = Path(__file__).resolve().parent.parent
ROOT = BENCH.parent
# Older valgrinds cannot read what newer compilers write; costs no speed.
NO_DEBUG = "-Wl,--strip-debug"


class Peer(NamedTuple):
    source: str
    build: object  # (a, program)
    command: object  # (a, program): what runs it
    missing: object  # (a): why it cannot be built here, or None
    parallel: bool = True  # can use two workers


def find_go():
    return shutil.which("go") or "/usr/local/go/bin/go"


def find_cc(build):
    """What compiled the runtime, or else a compiler that is there."""
    names = [os.environ.get("CSPCC_CC"), cached(build, "CMAKE_C_COMPILER"),
             "clang", "clang-19", "cc"]
    return next(n for n in names if n and shutil.which(n))


def cached(build, name):
    cache = build / "CMakeCache.txt"
    text = cache.read_text() if cache.exists() else ""
    found = re.search(rf"^{name}:\w+=(.+)$", text, re.M)
    return found[1] if found else None


def run_or_die(command, env=None, cwd=None):
    command = [str(word) for word in command]
    try:
        subprocess.run(command, check=True, cwd=cwd,
                       env={**os.environ, **(env or {})})
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"bench: {error}")


def build_csp(a, program):
    run_or_die([a.cspcc, "-O2", NO_DEBUG, BENCH / program / "csp.c",
                "-o", binary(a, program, "csp")], env={"CSPCC_CC": a.cc})


def build_hand(a, program):
    run_or_die([a.cc, "-O2", NO_DEBUG, "-pthread", f"-I{ROOT / 'include'}",
                BENCH / program / "hand.c", a.lib,
                "-o", binary(a, program, "hand")])


def build_go(a, program, *options):
    env = {}
    if not (os.environ.get("GOCACHE") or os.environ.get("HOME")):
        env["GOCACHE"] = os.path.join(tempfile.gettempdir(), "csp-go-cache")
    run_or_die([a.go, "build", *options, "-o", binary(a, program, "go"),
                f"./{program}/go"], cwd=BENCH, env=env)


def build_tokio(a, program):
    """Builds all of them the first time; then cargo has nothing to do."""
    run_or_die([a.cargo, "build", "--release", "--quiet", "--locked",
                "--bin", program, "--target-dir", a.out / "cargo"], cwd=BENCH)


def build_cxx(a, program):
    run_or_die([a.cxx, "-std=c++20", "-O2", BENCH / program / "cxx.cc",
                "-o", binary(a, program, "cxx")])


def binary(a, program, peer):
    return a.out / f"{program}-{peer}"


def runs_binary(peer):
    return lambda a, program: [binary(a, program, peer)]


def runs_tokio(a, program):
    return [a.out / "cargo" / "release" / program]


def runs_python(source):
    return lambda a, program: [sys.executable, BENCH / program / source]


def no_tool(name):
    return lambda a: (None if shutil.which(getattr(a, name))
                      else f"{getattr(a, name)} is not here")


def no_module(name):
    return lambda a: (None if importlib.util.find_spec(name)
                      else f"Python's {name} is not here")


def nothing(*_):
    return None


PEERS = {
    "csp": Peer("csp.c", build_csp, runs_binary("csp"), nothing),
    "hand": Peer("hand.c", build_hand, runs_binary("hand"), nothing),
    "go": Peer("go/main.go", build_go, runs_binary("go"), no_tool("go")),
    "tokio": Peer("tokio.rs", build_tokio, runs_tokio, no_tool("cargo")),
    "cxx": Peer("cxx.cc", build_cxx, runs_binary("cxx"), no_tool("cxx"),
                False),
    "asyncio": Peer("aio.py", nothing, runs_python("aio.py"), nothing, False),
    "greenlet": Peer("green.py", nothing, runs_python("green.py"),
                     no_module("greenlet"), False),
}


def there(a, names):
    """Those of the peers that can be built here; says why others cannot."""
    found = []
    for name in names:
        reason = PEERS[name].missing(a)
        if reason:
            print(f"bench: without {name}: {reason}", file=sys.stderr)
        else:
            found.append(name)
    return found


def answers(peer, program):
    return (BENCH / program / PEERS[peer].source).exists()


def build_all(a, cases):
    a.out.mkdir(parents=True, exist_ok=True)
    for peer in a.peers:
        for program in sorted({case.program for case in cases}):
            if answers(peer, program):
                PEERS[peer].build(a, program)
