#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The sizes of structs, and the numbers of mutants, that RUNTIME.md tells.

    runtime.py CC SOURCE_DIR"""
import os
import re
import subprocess
import sys

cc, source = sys.argv[1:]
with open(os.path.join(source, "docs/RUNTIME.md")) as file:
    page = file.read()
headers = ["run/rt.h", "run/thread.h", "sync/chan.h", "sync/group.h",
           "sync/par.h"]
sizes = re.findall(r"^\| `(struct \w+)` \| (\d+) \|", page, re.M)
check = "".join('#include "%s"\n' % header for header in headers) + "".join(
    '_Static_assert(sizeof(%s) == %s, "%s");\n' % (name, n, name)
    for name, n in sizes)
subprocess.run([cc, "-fsyntax-only", "-D_GNU_SOURCE", "-x", "c", "-",
                "-I", os.path.join(source, "include"),
                "-I", os.path.join(source, "runtime")],
               input=check, text=True, check=True)
told = dict(re.findall(r"^\| `(\w+)\.pml` \|.*\| (\d+) \|$", page, re.M))
models = os.path.join(source, "test/model")
for name in os.listdir(models):
    if not name.endswith(".test"):
        continue
    with open(os.path.join(models, name)) as file:
        run = re.search(r"^RUN:.*\.pml(.*)$", file.read(), re.M)
    mutants = len(run[1].split())
    if told.pop(name[:-5], None) != str(mutants):
        sys.exit("RUNTIME.md: %s has %d mutants" % (name, mutants))
if told or not sizes:
    sys.exit("RUNTIME.md: no such model: %s" % " ".join(told))
