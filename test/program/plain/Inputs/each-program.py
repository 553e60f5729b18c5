"""Checks with one compiler that every program test below a folder is valid C.

    each-program.py FOLDER COMPILER...

Programs that ask for the same flags go into one command. Those that ask for
builds by another compiler are left out.
"""
import os
import re
import shlex
import subprocess
import sys

by_flags = {}
for folder, _, names in sorted(os.walk(sys.argv[1])):
    for name in sorted(names):
        path = os.path.join(folder, name)
        if not name.endswith(".c") or "Inputs" in folder:
            continue
        with open(path, encoding="utf-8") as source:
            text = source.read()
        builds = " ".join(re.findall(r"// BUILDS: (.*)", text))
        compiler = "clang" if "clang" in sys.argv[2] else "gcc"
        if "RUN: %program" in text and (not builds or compiler in builds):
            flags = " ".join(re.findall(r"// FLAGS: (.*)", text))
            flags = re.sub(r"\S*csp\S*", "", flags) # cspcc's own
            by_flags.setdefault(flags, []).append(path)
status = 0
for flags, paths in sorted(by_flags.items()):
    command = sys.argv[2:] + ["-Wall", "-Wextra", "-Werror", "-fsyntax-only"]
    status |= subprocess.call(command + shlex.split(flags) + paths)
print("%d programs" % sum(map(len, by_flags.values())))
sys.exit(status != 0)
