#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Refuses calls against the order of the rooms in docs/SOURCES.md.

    rooms.py SOURCES.md SIDE OBJECTS...

SIDE is tool or runtime; each of OBJECTS is a folder of objects, ROOM/FILE.c.o.
Refused are calls into a room that stands below, circles between files, and
external functions that no other file names.
"""
import glob
import os
import re
import subprocess
import sys

# What C itself makes circular: a statement has expressions, and ({ }) has
# statements.
CIRCLES = {"tool": ({"front/build_expr", "front/build_stmt",
                     "front/build_decl"},
                    {"lower/expr", "lower/stmt"})}

# Not a call: the table by which the linker takes the whole runtime, or nothing;
# and the one that a module is asked for.
FOR_THE_LINKER = {"cspi_members"}
ASKED_FOR = {"main", "front_table"}


def order(page, side):
    """The rooms of a side, in the order of its table."""
    with open(page, encoding="utf-8") as file:
        part = file.read().partition("## %s/: " % side)[2].partition("\n## ")[0]
    return re.findall(r"^\| `(\w+)/` \|", part, re.M)


def symbols(sources, folders):
    """Who defines each external name, and which names a file uses."""
    defined, used, objects = {}, {}, {}
    for folder in folders:
        for path in sorted(glob.glob(os.path.join(folder, "*", "*.o")),
                           key=os.path.getmtime):
            name = os.path.relpath(path, folder).partition(".")[0]
            known = objects.get(name, path)
            if os.path.exists(os.path.join(sources, name + ".c")) and \
                    os.path.getmtime(known) <= os.path.getmtime(path):
                objects[name] = path  # not one that an older build has left
    for name, path in sorted(objects.items()):
        said = subprocess.run(["nm", "-P", path], check=True, text=True,
                              stdout=subprocess.PIPE).stdout
        for word, kind, *_ in map(str.split, said.splitlines()):
            if kind == "U":
                used.setdefault(name, set()).add(word)
            elif kind in "TDBR":
                defined[word] = name
    return defined, used


def includes(sources, rooms):
    """Headers of rooms that stand below."""
    for path in sorted(glob.glob(os.path.join(sources, "*", "*.[ch]"))):
        name = os.path.relpath(path, sources)
        with open(path, encoding="utf-8") as file:
            for header in re.findall('^#include "([^"]+)"', file.read(), re.M):
                room = header.partition("/")[0]
                if room in rooms and rooms.index(room) > rooms.index(
                        name.partition("/")[0]):
                    yield "%s includes %s, of a room below" % (name, header)


def reach(calls, start):
    """All files that a file calls, at first hand or through others."""
    found, left = set(), list(calls.get(start, ()))
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += calls.get(name, ())
    return found


def main():
    page, side, *folders = sys.argv[1:]
    rooms = order(page, side)
    sources = os.path.join(os.path.dirname(page), "..", side)
    defined, used = symbols(sources, folders)
    if len(rooms) < 3 or not defined:
        sys.exit("rooms.py: no rooms, or no objects, of %s" % side)
    wrong, calls = list(includes(sources, rooms)), {}
    for name, words in used.items():
        for word in sorted(words):
            there = defined.get(word, name)
            if there == name or word in FOR_THE_LINKER:
                continue
            calls.setdefault(name, set()).add(there)
            below, above = (rooms.index(file.partition("/")[0])
                            for file in (name, there))
            if below < above:
                wrong.append("%s calls %s of %s, a room below" % (
                    name, word, there))
    for name in used:
        circle = {file for file in reach(calls, name)
                  if name in reach(calls, file)} - {name}
        for known in CIRCLES.get(side, ()):
            if name in known:
                circle -= known
        if circle:
            wrong.append("%s calls in a circle: %s" % (
                name, ", ".join(sorted(circle))))
    named = set().union(*(words for name, words in used.items()))
    wrong += ["%s: nobody else names %s" % (file, word)
              for word, file in defined.items()
              if word not in named and word not in ASKED_FOR
              and not (side == "runtime" and re.match("csp_", word))]
    print("\n".join(wrong) or "%s: %d files in %d rooms" % (
        side, len(used), len(rooms)))
    return bool(wrong)


sys.exit(main())
