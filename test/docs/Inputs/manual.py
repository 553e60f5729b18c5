#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares what --help, the manual page, other pages and the sources say there
is of options, dumps, warnings and environment: manual.py CSPCC SOURCE_DIR"""
import glob
import os
import re
import subprocess
import sys

cspcc, root = sys.argv[1:]


def read(name):
    with open(os.path.join(root, name), encoding="utf-8") as file:
        return file.read()


def between(text, begin, end):
    return text.split(begin, 1)[1].split(end, 1)[0]


def words(regex, text):
    return set(re.findall(regex, text, re.M))


said = subprocess.run([cspcc, "--help"], stdout=subprocess.PIPE, check=True,
                      encoding="utf-8").stdout
manual = read("docs/cspcc.1")
options = between(manual, "These options are of", "Some options of")
dumps = words(r"[a-z]+", between(said, "what a pass found:", "\n  -")) - {"or"}
warnings = words(r'"csp-([a-z-]+)"', between(
    read("tool/report/diag.c"), "diag_warnings[] = {", "}"))
flags = read("tool/driver/flags.c")
refused = between(manual, "Nothing that uses", ".Sh ENVIRONMENT")
runtime = "".join(read("runtime/" + name) for name in sorted(
    glob.glob("*/*.c", root_dir=os.path.join(root, "runtime"))))

wrong = False
for what, one, found, other, wanted in (
        ("options", "--help", words(r"^  -([-a-zA-Z]+?)(?:NAME)?[= ]", said),
         "cspcc.1", words(r"^\.It Fl ([-a-zA-Z]+)", options) |
         words(r"^\.It Fl -\w+ , Fl (-\w+)$", options)),
        ("environment", "--help", words(r"^  ([A-Z_]+) ", said),
         "cspcc.1", words(r"^\.It Ev ([A-Z_]+)", manual)),
        ("dumps", "cspcc.1", words(r"[a-z]+", " ".join(words(
            r"^\.Cm (.*)$", between(options, "Fl -dump=", "\n.It")))),
         "--help", dumps),
        ("dumps", "DUMPS.md", words(r"^\| `([a-z]+)`", read("docs/DUMPS.md")),
         "--help", dumps),
        ("warnings", "cspcc.1", words(r"^\.It Cm ([a-z-]+)$", options),
         "diag.c", warnings),
        ("warnings", "LANGUAGE.md", warnings & words(
            r"csp-([a-z-]+)", read("docs/LANGUAGE.md").split("## Warnings")[1]),
         "diag.c", warnings),
        ("refused options", "cspcc.1",
         words(r"([-\w]+)", " ".join(words(r"^\.It Fl (.*)", refused))),
         "flags.c",
         words(r'\{"-([-\w]+)[="]', between(flags, "refusals[] = {", "};"))),
        ("refused sanitizers", "cspcc.1",
         words(r"[a-z-]+", between(refused, "\n.Cm ", "\n")),
         "flags.c", words(r'"([a-z-]+)"', between(
             flags, "sanitizers_refused[] = {", "};"))),
        ("environment of programs", "RUNNING.md",
         words(r"^\| `(CSP_[A-Z_]+)`", read("docs/RUNNING.md")),
         "runtime/", words(r'\("(CSP_[A-Z_]+)"', runtime))):
    print("%s: %s" % (what, " ".join(sorted(wanted))))
    for word in sorted(found ^ wanted):
        print("%s: only %s has %s" % (
            what, one if word in found else other, word))
    wrong |= found != wanted or not found
sys.exit(wrong)
