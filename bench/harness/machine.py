# SPDX-License-Identifier: MIT
"""What it ran on: nothing that names a host or a folder."""

import datetime
import importlib.metadata
import os
import platform
import re
import subprocess
from pathlib import Path

from .peers import BENCH, ROOT, cached


def first_line(command):
    try:
        done = subprocess.run([str(w) for w in command], text=True,
                              capture_output=True, cwd=ROOT)
        return (done.stdout + done.stderr).strip().splitlines()[0]
    except (OSError, IndexError):
        return "not found"


def load():
    return "%.2f" % os.getloadavg()[0]


def cpu():
    text = Path("/proc/cpuinfo").read_text()
    name = re.search(r"model name\s*: (.*)", text)
    return f"{name[1] if name else platform.machine()}, {os.cpu_count()} cores"


def tokio():
    lock = (BENCH / "Cargo.lock").read_text()
    version = re.search(r'name = "tokio"\nversion = "(.*)"', lock)
    return version[1] if version else "unknown"


def greenlet():
    return importlib.metadata.version("greenlet")


def peer_versions(a):
    versions = {
        "go": lambda: first_line([a.go, "version"]),
        "tokio": lambda: f"{tokio()}, {first_line(['rustc', '--version'])}",
        "cxx": lambda: first_line([a.cxx, "--version"]) + ", -O2",
        "asyncio": lambda: f"Python {platform.python_version()}",
        "greenlet": greenlet}
    return [(p, versions[p]()) for p in a.peers if p in versions]


def configuration(a):
    """(what, value) pairs."""
    today = datetime.datetime.now(datetime.timezone.utc)
    return [("date", today.strftime("%Y-%m-%d")),
            ("CPU", cpu()),
            ("system", f"{platform.system()} "
             + re.sub(r"-.*", "", platform.release())),
            ("load before", load()),
            ("commit", first_line(["git", "rev-parse", "--short", "HEAD"])),
            ("cspcc", first_line([a.cspcc, "--version"])),
            ("build type of the runtime",
             cached(a.build, "CMAKE_BUILD_TYPE") or "unknown"),
            ("C compiler", first_line([a.cc, "--version"]) + ", -O2"),
            *peer_versions(a),
            ("rounds", f"{a.rounds}, one run about {a.ms} ms")]
