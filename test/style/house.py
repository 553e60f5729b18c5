#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints how the house is built, in numbers: one row for each side.

    house.py [SOURCE_DIR]

Nothing fails by a number; they show where a reader will tire.
"""
import os
import re
import statistics
import sys

COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
STRING = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'')
HEAD = re.compile(r"^(?![#/{}\s])[^;={}]*?\b(\w+)\((?:[^;{}]*)\)\s*\n\{\n"
                  r"(.*?)^\}", re.M | re.S)
STRUCT = re.compile(r"^(?:typedef )?(?:struct|union) (\w+) \{\n(.*?)^\}",
                    re.M | re.S)


class Function:
    def __init__(self, text, found):
        self.name = found.group(1)
        self.static = found.group(0).startswith("static")
        self.lines = found.group(0).count("\n") + 1
        above = text[:found.start()].rstrip("\n")
        self.comment = (bool(COMMENT.search(STRING.sub("", found.group(2))))
                        or above.rpartition("\n")[2].startswith("//"))


def read(folder):
    names = sorted(os.path.join(place, name)
                   for place, _, files in os.walk(folder)
                   for name in files if name.endswith((".c", ".h")))
    for name in names:
        with open(name, encoding="utf-8") as file:
            yield name, file.read()


def code_only(text):
    return COMMENT.sub("", STRING.sub('""', text))


def named_once(functions, text):
    """The static functions of a file that its code names in one place."""
    code = code_only(text)
    return sum(len(re.findall(r"\b%s\b" % f.name, code)) == 2
               for f in functions if f.static)


def comment_lines(text):
    return sum(len(re.findall(r"[^\n]+", found.group(0)))
               for found in COMMENT.finditer(text))


def row(folder):
    functions, statics, once, structs = [], 0, 0, []
    lines = comments = 0
    largest = (0, "")
    for name, text in read(folder):
        here = [Function(text, found) for found in HEAD.finditer(text)]
        functions += here
        statics += sum(f.static for f in here)
        once += named_once(here, text)
        lines += len(re.findall(r"\S[^\n]*", text))
        comments += comment_lines(text)
        largest = max(largest, (text.count("\n"), os.path.basename(name)))
        structs += [(code_only(found.group(2)).count(";"), found.group(1))
                    for found in STRUCT.finditer(text)]
    lengths = sorted(f.lines for f in functions)
    long = [f for f in functions if f.lines > 20]
    return (folder, len(functions),
            "%d / %d / %d" % (statistics.median(lengths),
                              lengths[len(lengths) * 95 // 100], lengths[-1]),
            "%d (%s)" % largest, "%d %%" % (100 * comments / lines),
            "%d %%" % (100 * once / max(statics, 1)),
            "%d %%" % (100 * sum(f.comment for f in long) / max(len(long), 1)),
            "%d (%s)" % max(structs, default=(0, "")))


def main():
    if len(sys.argv) > 1:
        os.chdir(sys.argv[1])
    table = [("side", "functions", "lines: median / p95 / longest",
              "largest file", "comments", "statics named once",
              "over 20 lines with a comment", "largest struct")]
    table += [row(side) for side in ("tool", "runtime", "lib")
              if os.path.isdir(side)]
    widths = [max(len(str(cell)) for cell in column)
              for column in zip(*table)]
    for cells in table:
        print("  ".join(str(cell).ljust(width)
                        for cell, width in zip(cells, widths)).rstrip())


if __name__ == "__main__":
    main()
