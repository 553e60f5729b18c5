#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks one rule of the house on the sources of compiler and runtime.

    check.py format SOURCE_DIR CLANG_FORMAT
    check.py headers SOURCE_DIR CC LIBCLANG_INCLUDE_DIR
    check.py text SOURCE_DIR

What each wants: the .test of its name.
"""
import os
import subprocess
import sys

ROOMS = ("tool/", "runtime/", "include/")
# Its macros end in `else`, which clang-format takes for half a statement.
UNFORMATTED = ("include/csp.h",)


def sources():
    return sorted(os.path.join(folder, name)
                  for room in ROOMS for folder, _, names in os.walk(room)
                  for name in names if name.endswith((".c", ".h")))


def check_format(names, clang_format):
    names = [n for n in names if n not in UNFORMATTED]
    return subprocess.call([clang_format, "--dry-run", "-Werror", *names])


def check_headers(names, cc, libclang):
    status = 0
    for name in names:
        if name.endswith(".h"):
            status |= subprocess.call(
                [cc, "-std=gnu17", "-D_GNU_SOURCE", "-Wall", "-Wextra",
                 "-Werror", "-fsyntax-only", "-Iinclude", "-isystem", libclang,
                 "-Wno-pragma-system-header-outside-header", "-x", "c",
                 "-Wno-unused-function", name])
    return status


def check_text(names):
    status = 0

    def complain(name, number, what):
        nonlocal status
        status = 1
        print("%s:%d: %s" % (name, number, what))

    for name in names:
        with open(name, encoding="utf-8") as file:
            lines = file.read().split("\n")
        if "SPDX-License-Identifier: MIT" not in lines[0]:
            complain(name, 1, "no SPDX line on top")
        for number, line in enumerate(lines, 1):
            if len(line) > 80:
                complain(name, number, "longer than 80 columns")
            if "\t" in line:
                complain(name, number, "a tab")
            if line != line.rstrip():
                complain(name, number, "blanks at the end")
    return status


def main():
    rule, root, *tools = sys.argv[1:]
    os.chdir(root)
    check = {"format": check_format, "headers": check_headers,
             "text": check_text}[rule]
    return check(sources(), *tools)


sys.exit(main())
