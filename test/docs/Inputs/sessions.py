#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the sessions of a page: sessions.py BUILD LLVM_COV PAGE DIR

A block ```c file=NAME.c is compiled to NAME, with -g -O1. A block ```console
has commands, behind `$ `, and what they print: each line must come in the
output, in that order, though others may stand between. 0x... is any address,
and leading and repeated spaces count for nothing. NAME=value behind the word is
for the environment."""
import os
import re
import shutil
import subprocess
import sys

SECONDS = 300


def blocks_of(text):
    """(words of the fence, lines)."""
    for fence in re.finditer(r"^```(\S.*)\n((?:.*\n)*?)```$", text, re.M):
        yield fence.group(1).split(), fence.group(2)


def squeezed(line):
    return " ".join(re.sub(r"0x[0-9a-f]+", "0x...", line).split())


def missing(expected, output):
    """The first line that does not come, or None."""
    lines = iter([squeezed(line) for line in output.split("\n")])
    for wanted in expected:
        if not any(squeezed(wanted) in line for line in lines):
            return wanted
    return None


def run(command, scratch, environment):
    return subprocess.run(["bash", "-c", command], cwd=scratch,
                          env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          encoding="utf-8", timeout=SECONDS)


def try_session(text, scratch, environment):
    """Each command with the lines behind it; gives what is wrong."""
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, *expected = part.rstrip("\n").split("\n")
        output = run(command, scratch, environment).stdout
        line = missing(expected, output)
        if line is not None:
            return "$ %s\nhas no line: %s\n%s" % (command, line, output)
    return None


def main():
    build, cov, page, scratch = sys.argv[1:]
    shutil.rmtree(scratch, ignore_errors=True)
    os.makedirs(scratch)
    with open(os.path.join(scratch, ".gdbinit"), "w") as init:
        init.write("add-auto-load-safe-path %s/share\n" % build)
    os.symlink(cov, os.path.join(scratch, "llvm-cov"))
    base = dict(os.environ, HOME=scratch, PATH=":".join(
        (os.path.join(build, "bin"), scratch, os.environ["PATH"])))
    base.pop("XDG_CONFIG_HOME", None)
    count = 0
    with open(page, encoding="utf-8") as file:
        text = file.read()
    for words, body in blocks_of(text):
        said = dict(w.split("=", 1) for w in words[1:] if "=" in w)
        if words[0] == "c" and "file" in said:
            name = said["file"]
            with open(os.path.join(scratch, name), "w") as out:
                out.write(body)
            done = run("cspcc -g -O1 -Wall -Wextra -Werror %s -o %s" % (name, name[:-2]), scratch,
                       base)
            if done.returncode:
                sys.exit(done.stdout)
        elif words[0] == "console":
            wrong = try_session(body, scratch, {**base, **said})
            if wrong:
                sys.exit(wrong)
            count += 1
    print(count, "sessions")
    return count == 0


sys.exit(main())
