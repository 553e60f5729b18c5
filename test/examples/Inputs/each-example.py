#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles and runs each C example of a page: each-example.py CSPCC PAGE DIR

Every block of C in the page is a program, but for its #include <csp.h>, and
must compile without a warning and return 0.
"""
import os
import re
import subprocess
import sys

cspcc, page, scratch = sys.argv[1:]
os.makedirs(scratch, exist_ok=True)
with open(page, encoding="utf-8") as text:
    lines = text.read().split("\n")
count = 0
for first, line in enumerate(lines, 1):
    if line != "```c":
        continue
    last = lines.index("```", first)
    count += 1
    source = os.path.join(scratch, "line-%d.c" % first)
    with open(source, "w", encoding="utf-8") as out:
        out.write('#include <csp.h>\n#line %d "%s"\n' % (
            first + 1, os.path.basename(page)))
        out.write("\n".join(lines[first:last]) + "\n")
    subprocess.run([cspcc, "-O1", "-Wall", "-Wextra", "-Werror", source,
                    "-o", source + ".out"], check=True)
    subprocess.run([source + ".out"], check=True, timeout=20)
print(count, "examples")
