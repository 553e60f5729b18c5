#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the sizes that --emit=frames gives with those of the C compiler.

    exact.py COMPILER INCLUDE CC SOURCE...

Each frame's size and alignment, and the offset of each field with a name, is
asserted in the generated C, which CC then compiles.
"""
import glob
import os
import re
import subprocess
import sys
import tempfile

HEAD = re.compile(r"^(\w+) \(.*\): (\d+) bytes, aligned to (\d+)", re.M)
FIELD = re.compile(r"^ +(\d+) +(\d+)  (?:struct csp_frame (csp)|\S.*?\b(\w+))"
                   r"(?:\[\d*\])* {2,}(?:argument|kept|its address|an array$)")


def asserted(text):
    name = None
    for line in text.splitlines():
        head, field = HEAD.match(line), FIELD.match(line)
        if head:
            name = head.group(1)
            yield "sizeof(struct %s__frame) == %s" % (name, head.group(2))
            yield "_Alignof(struct %s__frame) == %s" % (name, head.group(3))
        elif field and name:
            member = field.group(3) or field.group(4)
            yield "__builtin_offsetof(struct %s__frame, %s) == %s" % (
                name, member, field.group(1))


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else None


def main():
    compiler, include, cc, *sources = sys.argv[1:]
    os.environ["CSPCC_CC"] = cc
    count = status = 0
    with tempfile.TemporaryDirectory() as folder:
        for source in sorted(sum(map(glob.glob, sources), [])):
            frames = run([compiler, "--emit=frames", "-w", source])
            code = run([compiler, "--emit=c", "-w", source])
            if frames is None or code is None:
                continue
            path = os.path.join(folder, "exact.c")
            with open(path, "w", encoding="utf-8") as file:
                file.write(code)
                for claim in asserted(frames):
                    count += 1
                    file.write('_Static_assert(%s, "");\n' % claim)
            done = subprocess.run(
                [cc, "-w", "-fsyntax-only", "-D__CSPCC__", "-I", include, "-I",
                 os.path.dirname(os.path.abspath(source)), path],
                capture_output=True, text=True)
            if done.returncode:
                status = 1
                print("%s:\n%s" % (source, done.stderr[:1500]))
    print("%d sizes and places" % count)
    return status


if __name__ == "__main__":
    sys.exit(main())
