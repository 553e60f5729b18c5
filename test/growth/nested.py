#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Nests each construct fifteen and thirty deep round a suspension.

    nested.py COMPILER [--half | NAME ...]

--half: every second construct.

What cspcc makes of the deeper one may be four times as long, not thousands of
times; and the program must print what the same program prints in which nothing
suspends. Limits of processor time and memory end what grows out of hand.
"""
import os
import resource
import subprocess
import sys
import tempfile

SHALLOW, DEEP = 15, 30
MOST_GROWTH = 4.2  # 2 is linear; names and columns get longer, too
SECONDS, BYTES = 60, 4 << 30

EXPRESSIONS = {
    "parentheses": "(%s)",
    "call": "f(%s)",
    "call through a pointer": "p(%s)",
    "call, second argument": "h(f(1), %s)",
    "call, first argument": "h(%s, f(1))",
    "index": "a[%s & 1]",
    "index, other way round": "(%s & 1)[a]",
    "index of what is assigned to": "(a[f(0) & 1] = %s)",
    "conditional": "(%s ? 1 : 2)",
    "conditional, left": "(1 ? %s : 2)",
    "conditional, right": "(0 ? 2 : %s)",
    "omitted middle": "(%s ?: 2)",
    "omitted middle, right": "(z ?: %s)",
    "comma, left": "(%s, 1)",
    "comma, right": "(1, %s)",
    "cast": "(int)(char)%s",
    "initialiser": "(struct s){%s, {1}}.x",
    "compound literal": "*(int[]){%s, 2}",
    "and, left": "(%s && 1)",
    "and, right": "(1 && %s)",
    "or, right": "(0 || %s)",
    "assignment": "(v = %s)",
    "compound assignment": "(u += %s & 1)",
    "generic": "_Generic(0, int: %s)",
    "generic, control": "_Generic(%s, int: f(1))",
    "dereference": "*(&v + 0 * %s)",
    "member": "g(%s).x",
    "member that is an array": "g(%s).a[f(0)]",
    "sizeof": "(int)sizeof(int[(%s & 1) + 1])",
    "typeof": "({ __typeof__(%s) t = 1; t; })",
    "unary": "-~!%s",
    "binary, left": "(%s + 1)",
    "binary, left of a call": "(%s + f(1))",
    "binary, right": "(f(1) + %s)",
    "statement expression": "({ int t = %s; t; })",
    "channel": "(chan_send(c, %s), chan_get(c))",
}
STATEMENTS = {
    "if": "if (f(1)) { %s } else v++;",
    "else": "if (f(-1)) v++; else { %s }",
    "while": "while (f(v) < 0 || v < 300) { v++; %s break; }",
    "do": "do { %s } while (f(-1));",
    "for": "for (int i = f(0); i < f(1); i++) { %s break; }",
    "switch": "switch (f(0)) { case 1: %s }",
    "block": "{ int t = f(1); %s v += t; }",
    "select": "select { case_after(0): %s break; }",
    "par": "par { { %s } }",
    "label": "l@: %s if (f(-1)) goto l@;",
    "blocking": "{ blocking v++; %s }",
    "statement expression, alone": "v += ({ %s f(1); });",
    "array of variable length": "{ int w[f(0)]; w[0] = 1; %s v += w[0]; }",
    "cleanup": "{ __attribute__((cleanup(end))) int q = f(1); %s }",
    "declaration": "int n@ = f(@); %s v += n@;",
}
PROGRAM = """#include <csp.h>
#include <stdio.h>
struct s { int x; int a[4]; };
static coroutine int f(int n) { REST; return n + 1; }
static coroutine int h(int n, int m) { REST; return (n + m) & 1023; }
static coroutine struct s g(int n)
{
    REST;
    return (struct s){n & 1, {n & 1, 1}};
}
static int ended;
static void end(int *p) { ended += *p; }
typedef coroutine int fn(int);
int main(void)
{
    int v = 1, u = 1, z = 0, a[2] = {0, 1};
    fn *p = f;
    chan(int) c = chan_make(int, 1);
    %s
    (void)p, (void)h, (void)g, (void)end, (void)z;
    printf("%%d %%d %%d %%d\\n", v, u, a[0] + a[1], ended);
    chan_release(c);
    return 0;
}
"""


def nest(text, leaf, depth):
    for level in range(depth):
        leaf = text.replace("@", str(level)).replace("%s", leaf)
    return leaf


def program(name, depth):
    if name in EXPRESSIONS:
        body = "v += %s;" % nest(EXPRESSIONS[name], "f(1)", depth)
    else:
        body = nest(STATEMENTS[name], "v += f(1);", depth)
    return PROGRAM % body


def limits():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def run(*command):
    done = subprocess.run(command, preexec_fn=limits, capture_output=True,
                          text=True)
    if done.returncode:
        raise RuntimeError("%s: status %d\n%s" % (
            " ".join(command), done.returncode, done.stderr[:2000]))
    return done.stdout


def grows(compiler, name, flags):
    sizes = []
    for depth in (SHALLOW, DEEP):
        with open("nested.c", "w", encoding="utf-8") as file:
            file.write(program(name, depth))
        sizes.append(len(run(compiler, "--emit=c", "-w", "-DREST=yield()",
                             *flags, "nested.c")))
    if sizes[1] > MOST_GROWTH * sizes[0]:
        raise RuntimeError("%d bytes at depth %d, %d at %d" % (
            sizes[0], SHALLOW, sizes[1], DEEP))


def differs(compiler, name):
    with open("nested.c", "w", encoding="utf-8") as file:
        file.write(program(name, DEEP))
    outputs = []
    for rest in ("yield()", "(void)0"):
        run(compiler, "-w", "-O0", "-fbracket-depth=1000", "-DREST=" + rest,
            "nested.c", "-o", "nested")
        outputs.append(run("./nested"))
    if outputs[0] != outputs[1]:
        raise RuntimeError("%s where it suspends, and %s" % tuple(outputs))


def main():
    compiler = os.path.abspath(sys.argv[1])
    names = sys.argv[2:] or [*EXPRESSIONS, *STATEMENTS]
    if names == ["--half"]:
        names = [*EXPRESSIONS, *STATEMENTS][::2]
    status = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name in names:
            try:
                grows(compiler, name, [])
                grows(compiler, name, ["-fcsp-stress"])
                differs(compiler, name)
            except RuntimeError as error:
                status = 1
                print("%s: %s" % (name, error))
    return status


if __name__ == "__main__":
    sys.exit(main())
