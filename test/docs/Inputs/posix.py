#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The list of replaced functions on the page about -fcsp-io, and that they are
all there: posix.py NM SOURCE_DIR LIBCSPLIB [--write]
"""
import re
import subprocess
import sys

nm, source, library = sys.argv[1:4]
PAGE = source + "/docs/POSIX.md"
KINDS = [("suspend", "SUSPENDS"), ("suspend; plain C calls them, too",
                                   "SUSPENDS | EVERYWHERE"),
         ("never wait", "EVERYWHERE")]

with open(source + "/tool/sense/posix.c") as text:
    rows = re.findall(r'\{"(\w+)", ([A-Z| ]+)\}', text.read())
table = "| they | |\n| --- | --- |\n"
for words, kind in KINDS:
    names = ["`%s`" % name for name, how in rows if how == kind]
    if names:
        table += "| %s | %s |\n" % (words, ", ".join(names))

defined = set(re.findall(r" [A-Z] (csp_\w+)$", subprocess.run(
    [nm, "-g", "--defined-only", library], check=True, text=True,
    stdout=subprocess.PIPE).stdout, re.M))
needed = set()
for name, how in rows:
    needed.add("csp_posix_" + name + ("__co" if "SUSPENDS" in how else ""))
    if how == KINDS[1][1]:
        needed.add("csp_plain_" + name)
if needed - defined:
    sys.exit("%s lacks %s" % (library, ", ".join(sorted(needed - defined))))

with open(PAGE) as text:
    before, listed, after = re.split(
        r"(?<=<!-- list -->\n)\n(.*?)\n(?=<!-- end -->)", text.read(),
        flags=re.S)
if sys.argv[4:] == ["--write"]:
    with open(PAGE, "w") as out:
        out.write(before + "\n" + table + "\n" + after)
elif listed != table:
    sys.exit("%s has another list than tool/sense/posix.c: "
             "test/docs/Inputs/posix.py ... --write" % PAGE)
