#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles and runs the C of a page: page.py CSPCC PAGE DIR

A block ```c with a main is a program: it compiles without a warning, runs, and
returns 0. What it prints, on both streams, is the block ```text right behind
it, if there is one; there 0x... stands for any address. Any other block of C
is a part of a program, and compiles. All of them begin with <csp.h> and
<stdio.h>, which the page may leave out. Words behind ```c say more:

    exit=2      the status that the program ends with
    flag=-fX    an option for cspcc; with -fcsp-io no header stands before it
    link=-lX,-lY  what it is linked with
    NAME=value  something for its environment

The code in a table's column `here` must stand in one of the blocks of C, or in
a C file that the page links.
"""
import concurrent.futures
import os
import re
import subprocess
import sys

FLAGS = ["-O1", "-Wall", "-Wextra", "-Werror"]
PART = ["-c", "-Wno-unused-function"]
SECONDS = 300


class Block:
    def __init__(self, line, words):
        self.line = line  # of the fence
        self.kind = words[0] if words else ""
        self.said = dict(word.split("=", 1) for word in words[1:])
        self.lines = []
        self.output = None

    def text(self):
        return "".join(line + "\n" for line in self.lines)


def blocks_of(lines):
    """The fenced blocks, each with the output that follows it."""
    blocks, block, last = [], None, None
    for number, line in enumerate(lines, 1):
        if block and line.strip() == "```":
            if block.kind == "text" and last:
                last.output = block.text()
            last = block if block.kind == "c" else None
            blocks.append(block)
            block = None
        elif block:
            block.lines.append(line)
        elif line.startswith("```"):
            block = Block(number, line[3:].split())
    if block:
        sys.exit("%d: this block has no end" % block.line)
    return blocks


def run(command, **how):
    return subprocess.run(command, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          encoding="utf-8", timeout=SECONDS, **how)


def try_block(block, cspcc, scratch):
    """What is wrong with the block, or nothing."""
    name = "line-%d.c" % block.line
    flags = [block.said.pop("flag")] if "flag" in block.said else []
    with open(os.path.join(scratch, name), "w", encoding="utf-8") as out:
        if flags != ["-fcsp-io"]:
            out.write("#include <csp.h>\n#include <stdio.h>\n")
        out.write('#line 1 "prog.c"\n' + block.text())
    libraries = [word for word in block.said.pop("link", "").split(",") if word]
    program = re.search(r"^int main\(", block.text(), re.M)
    done = run([cspcc, *FLAGS, *flags, *([] if program else PART), name, "-o",
                name + ".out", *libraries], cwd=scratch)
    if done.returncode or done.stdout or not program:
        return done.stdout
    wanted = int(block.said.pop("exit", 0))
    done = run(["./" + name + ".out"], cwd=scratch,
               env=dict(os.environ, **block.said))
    output = re.sub(r"0x[0-9a-f]+", "0x...", done.stdout)
    if done.returncode != wanted:
        return "exit status %d\n%s" % (done.returncode, output)
    if block.output is not None and output != block.output:
        return "it printed\n" + output
    return ""


def squeezed(text):
    return "".join(text.split())


def linked(page, text):
    """The C files that the page links, whole."""
    whole = ""
    for name in re.findall(r"\]\(([^)#]+\.c)\)", text):
        with open(os.path.join(os.path.dirname(page), name)) as file:
            whole += file.read()
    return whole


def spellings(lines):
    """The code in the column `here` of a table, with its line."""
    column = None
    for number, line in enumerate(lines, 1):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            column = None
        elif "here" in cells:
            column = cells.index("here")
        elif column is not None and column < len(cells):
            for code in re.findall(r"`([^`]+)`", cells[column]):
                yield number, code


def main():
    cspcc, page, scratch = sys.argv[1:]
    os.makedirs(scratch, exist_ok=True)
    with open(page, encoding="utf-8") as text:
        lines = text.read().split("\n")
    blocks = [b for b in blocks_of(lines) if b.kind == "c"]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        wrong = list(pool.map(lambda block: (block.line, try_block(
            block, cspcc, scratch)), blocks))
    shown = squeezed("".join(block.text() for block in blocks) +
                     linked(page, "\n".join(lines)))
    wrong += [(number, "no program has: " + code)
              for number, code in spellings(lines)
              if squeezed(code) not in shown]
    for line, what in wrong:
        if what:
            print("%s:%d: %s" % (page, line, what))
    print(len(blocks), "blocks")
    return any(what for _, what in wrong) or not blocks


sys.exit(main())
