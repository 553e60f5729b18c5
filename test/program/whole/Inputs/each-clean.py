#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Emits C for each file and compiles it: each-clean.py CSPCC INCLUDE DIR CC,CC FILE...

Each compiler must accept it with -Wall -Wextra -Werror and no other options
than a user gives by hand; prints the files that it does not accept. A folder
stands for the .c files below it that cspcc and the compiler take as they are:
of those only syntax and the warnings that come with it are looked at, each by
one of the compilers, which its name decides; by the first, which builds each of
them when it runs, only with CSP_TEST_WHOLE. Programs with a BUILDS comment are
for the compilers that it names. What says itself that it is only to be read is
not compiled.
"""
import os
import re
import subprocess
import sys
import zlib

cspcc, include, scratch, compilers = sys.argv[1:5]
os.makedirs(scratch, exist_ok=True)
tried = 0
wrong = []


def files():
    for path in sys.argv[5:]:
        if not os.path.isdir(path):
            yield path, False
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(f for f in folders if f != "Inputs")
            for name in sorted(names):
                if name.endswith(".c"):
                    yield os.path.join(folder, name), True


def is_for(path, cc):
    with open(path, encoding="utf-8") as source:
        builds = " ".join(re.findall(r"// BUILDS: (.*)", source.read()))
    return not builds or ("clang" if "clang" in cc else "gcc") in builds


def compiles(cc, path, flags, quiet):
    command = [cc, "-Wall", "-Wextra", "-Werror", "-I" + include, *flags, path]
    err = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, stderr=err).returncode == 0


def compilers_for(path, many):
    able = compilers.split(",")
    if not many:
        return able
    left_out = [] if os.environ.get("CSP_TEST_WHOLE") else able[:1]
    able = [cc for cc in able if is_for(path, cc)]
    number = zlib.crc32(os.path.basename(path).encode())
    return [cc for cc in able if cc == able[number % len(able)]
            and cc not in left_out]


def only_to_be_read(path):
    with open(path, encoding="utf-8") as source:
        return "// To be read, not compiled:" in source.read()


for path, many in files():
    emitted = os.path.join(scratch, os.path.basename(path))
    for cc in compilers_for(path, many):
        flags = ["-I" + os.path.dirname(path), "-fsyntax-only"] if many else \
            ["-O2", "-c", "-o", emitted + ".o"]
        if many and not compiles(cc, path, flags, True):
            continue
        made = subprocess.run([cspcc, "-w", "-O2", "--emit=c", path, "-o",
                               emitted], env=dict(os.environ, CSPCC_CC=cc),
                              stderr=subprocess.DEVNULL if many else None)
        if made.returncode:
            if not many:
                wrong.append((path, "cspcc"))
            continue
        if many and only_to_be_read(emitted):
            continue
        tried += 1
        if not compiles(cc, emitted, flags, False):
            wrong.append((path, cc))
for path, cc in wrong:
    print("%s: not clean under %s" % (path, cc))
print("%d tried" % tried)
sys.exit(bool(wrong) or not tried)
