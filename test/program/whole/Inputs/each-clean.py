#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Emits C for each file and compiles it: each-clean.py CSPCC INCLUDE DIR CC,CC FILE...

Each compiler must accept it with -Wall -Wextra -Werror and no other options
than a user gives by hand; prints the files that it does not accept.
"""
import os
import subprocess
import sys

cspcc, include, scratch, compilers = sys.argv[1:5]
os.makedirs(scratch, exist_ok=True)
wrong = 0
for path in sys.argv[5:]:
    emitted = os.path.join(scratch, os.path.basename(path))
    subprocess.run([cspcc, "-O2", "--emit=c", path, "-o", emitted], check=True)
    for cc in compilers.split(","):
        done = subprocess.run([cc, "-O2", "-Wall", "-Wextra", "-Werror",
                               "-I" + include, "-c", emitted, "-o",
                               emitted + ".o"])
        wrong += done.returncode != 0
        if done.returncode:
            print("%s: not clean under %s" % (path, cc))
sys.exit(wrong != 0)
