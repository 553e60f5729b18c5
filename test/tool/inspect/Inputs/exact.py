#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the sizes that --emit=frames and --emit=json give with those of the
C compiler.

    exact.py COMPILER INCLUDE CC SOURCE...

Of each frame size and alignment, of each member its place and its size are
asserted in the generated C, which CC then compiles. The rows of --emit=frames
are those of the JSON, with the callee's own below each frame in a frame.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

ROW = re.compile(r"^ +(\d+) +(\d+)  ", re.M)


def fields_of(fields):
    for field in fields:
        yield field
        yield from fields_of(field.get("members", ()))


def asserted(coroutine):
    frame = coroutine["frame"]
    struct = "struct " + frame["struct"]
    if frame["bytes"] is None:
        return
    yield "sizeof(%s) == %d" % (struct, frame["bytes"])
    yield "_Alignof(%s) == %d" % (struct, frame["align"])
    for field in fields_of(frame["fields"]):
        if "member" in field:
            yield "__builtin_offsetof(%s, %s) == %d" % (
                struct, field["member"], field["offset"])
            yield "sizeof(((%s *)0)->%s) == %d" % (
                struct, field["member"], field["bytes"])


def rows(fields, frames, base=0):
    for field in fields:
        yield base + field["offset"], field["bytes"]
        if "callee" in field and field["why"] == "callee":
            yield from rows(frames[field["callee"]]["fields"], frames,
                            base + field["offset"])
        yield from rows(field.get("members", ()), frames, base)


def differs(unit, text):
    frames = {one["name"]: one["frame"] for one in unit["coroutines"]}
    wanted = [row for frame in frames.values() if frame["bytes"] is not None
              for row in rows(frame["fields"], frames)]
    found = [(int(a), int(b)) for a, b in ROW.findall(text)]
    return wanted != found


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else None


def main():
    compiler, include, cc, *sources = sys.argv[1:]
    os.environ["CSPCC_CC"] = cc
    count = status = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "exact.c")
        for source in sorted(sum(map(glob.glob, sources), [])):
            frames = run([compiler, "--emit=frames", "-w", source])
            document = run([compiler, "--emit=json", "-w", source])
            if frames is None or document is None:
                continue
            unit = json.loads(document)["units"][0]
            claims = [claim for one in unit["coroutines"]
                      for claim in asserted(one)]
            count += len(claims)
            with open(path, "w", encoding="utf-8") as file:
                file.write("\n".join(unit["generated"]["lines"]) + "\n")
                for claim in claims:
                    file.write('_Static_assert(%s, "");\n' % claim)
            done = subprocess.run(
                [cc, "-w", "-fsyntax-only", "-D__CSPCC__", "-I", include, "-I",
                 os.path.dirname(os.path.abspath(source)), path],
                capture_output=True, text=True)
            if done.returncode:
                status = 1
                print("%s:\n%s" % (source, done.stderr[:1500]))
            if differs(unit, frames):
                status = 1
                print("%s: the table is not as the JSON says" % source)
    print("%d sizes and places" % count)
    return status if count else "nothing was compared"


if __name__ == "__main__":
    sys.exit(main())
