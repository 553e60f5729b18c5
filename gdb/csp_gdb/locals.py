# SPDX-License-Identifier: MIT
"""`info locals` shows the variables of the user's, by their names: nothing that
cspcc has added, and what lies in the frame in memory too (`f->x` as `x`); and
`print` knows them. gdb has no filter for these commands, so ours stand in their
places; in C that is no coroutine they print what gdb's own do."""
import re

import gdb

from csp_gdb import layout as lay
from csp_gdb import native, variables

BEFORE = re.compile(r"\s*(-.*?\s--\s|)\s*(/\w+\s|)")  # options, a format
OPTIONS = re.compile(r"\s*(-q\b|-t\s+(?P<type>\S+)|--\s)\s*")


class Wanted:
    """Which variables are: [-q] [-t TYPEREGEXP] [NAMEREGEXP]."""

    def __init__(self, argument):
        self.quiet, self.type = False, None
        rest = argument
        while True:
            option = OPTIONS.match(rest)
            if not option:
                break
            self.quiet |= option.group(1) == "-q"
            self.type = option.group("type") or self.type
            rest = rest[option.end():]
        self.name = rest.strip()

    def has(self, name, value):
        if self.name and not re.search(self.name, name):
            return False
        return not self.type or (isinstance(value, gdb.Value) and
                                 re.search(self.type, str(value.type)))

    def said(self):
        return "No matching locals." if self.name or self.type \
            else "No locals."


def plain_variables(frame):
    for block in native.blocks_of(frame):
        for symbol in block:
            if symbol.is_variable and not symbol.is_argument:
                yield symbol.name, native.value_of(symbol, frame)


class InfoLocals(gdb.Command):
    """All local variables of current stack frame or those matching REGEXPs.
Usage: info locals [-q] [-t TYPEREGEXP] [NAMEREGEXP]
In a coroutine: those that its source declares."""

    def __init__(self):
        super().__init__("info locals", gdb.COMMAND_STATUS)

    @lay.plainly
    def invoke(self, argument, from_tty):
        wanted, frame = Wanted(argument), gdb.selected_frame()
        coroutine = native.coroutine_of(frame) if lay.is_here() else None
        found = native.users_variables(frame, coroutine) if coroutine \
            else plain_variables(frame)
        count = 0
        for name, value in found:
            if wanted.has(name, value):
                print_variable(name, value)
                count += 1
        if not count and not wanted.quiet:
            gdb.write(wanted.said() + "\n")


def print_variable(name, value, indent=""):
    shown = variables.text(value) if isinstance(value, gdb.Value) else value
    gdb.write("%s%s = %s\n" % (indent, name, shown))


class Print(gdb.Command):
    """Print value of expression EXP.
Usage: print [[OPTION]... --] [/FMT] [EXP]
In a coroutine: over the variables that its source declares. Options and formats
are those of `call`."""

    def __init__(self):
        super().__init__("print", gdb.COMMAND_DATA, gdb.COMPLETE_EXPRESSION)

    @lay.plainly
    def invoke(self, argument, from_tty):
        at = BEFORE.match(argument).end()
        gdb.execute("call %s%s" % (argument[:at], here(argument[at:])),
                    from_tty)


def here(expression):
    """In gdb's words, for the selected frame."""
    try:
        frame = gdb.selected_frame()
    except gdb.error:
        return expression  # nothing runs
    coroutine = native.coroutine_of(frame) if lay.is_here() else None
    return native.in_gdbs_words(frame, coroutine, expression)


def begin():
    InfoLocals()
    Print()
