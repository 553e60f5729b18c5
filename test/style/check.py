#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks one rule of the house on the files that git knows.

    check.py RULE SOURCE_DIR CLANG_FORMAT CC LIBCLANG_INCLUDE_DIR

format: clang-format would change nothing. headers: each compiles alone.
text: no line past column 80, no tabs, no blanks at the end of a line, an SPDX
line on top of each C file.
"""
import os
import subprocess
import sys

ROOMS = ("tool/", "runtime/", "include/")
# Its macros end in `else`, which clang-format takes for half a statement.
UNFORMATTED = ("include/csp.h",)


def known_files(root):
    listed = subprocess.run(["git", "-C", root, "ls-files", *ROOMS],
                            stdout=subprocess.PIPE, text=True)
    names = listed.stdout.split("\n") if listed.returncode == 0 else [
        os.path.relpath(os.path.join(folder, name), root)
        for room in ROOMS
        for folder, _, files in os.walk(os.path.join(root, room))
        for name in files]
    return sorted(n for n in names if n.endswith((".c", ".h"))
                  and os.path.exists(os.path.join(root, n)))


def check_format(names, clang_format):
    if not os.path.exists(clang_format):
        print("clang-format is not installed")
        return 1
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
    rule, root, clang_format, cc, libclang = sys.argv[1:]
    os.chdir(root)
    names = known_files(root)
    if rule == "format":
        return check_format(names, clang_format)
    if rule == "headers":
        return check_headers(names, cc, libclang)
    return check_text(names)


sys.exit(main())
