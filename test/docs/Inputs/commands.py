#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the commands of a page: commands.py CSPCC PAGE DIR [--write]

The first block ```c is the file that its first line names. A block ```console
that begins with `$ ` holds a command, and what it prints to the last byte;
a line `...` stands for any lines. --write puts in what it prints now.
"""
import os
import re
import subprocess
import sys

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


def printed(command, cspcc, scratch):
    line = command[2:].replace("cspcc ", cspcc + " ", 1)
    return subprocess.run(line, shell=True, cwd=scratch, encoding="utf-8",
                          stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT).stdout


def matches(wanted, got):
    parts = wanted.split("...\n")
    pattern = "(?:.*\n)*".join(re.escape(part) for part in parts)
    return re.fullmatch(pattern, got)


def main():
    cspcc, page, scratch, *write = sys.argv[1:]
    os.makedirs(scratch, exist_ok=True)
    with open(page, encoding="utf-8") as file:
        text = file.read()
    blocks = FENCE.findall(text)
    code = next(body for kind, body in blocks if kind == "c")
    name = re.match(r"// ([\w.]+):", code).group(1)
    with open(os.path.join(scratch, name), "w", encoding="utf-8") as file:
        file.write(code)
    commands = [body for kind, body in blocks if body.startswith("$ ")]
    wrong = not commands
    for body in commands:
        command, _, wanted = body.partition("\n")
        got = printed(command, cspcc, scratch)
        if write:
            text = text.replace(body, command + "\n" + got)
        elif not matches(wanted, got):
            print("%s\n%s" % (command, got))
            wrong = True
    if write:
        with open(page, "w", encoding="utf-8") as file:
            file.write(text)
    print(len(commands), "commands")
    return wrong


sys.exit(main())
