# SPDX-License-Identifier: MIT
"""`info coroutines` lists tasks, `coroutine` shows one of them: its logical
stack, whether it waits or runs, and the variables in each frame."""
import re

import gdb

from csp_gdb import layout as lay
from csp_gdb import native, stepping, tasks, variables, words
from csp_gdb.locals import print_variable

ALIKE = 10  # so many tasks at one place are listed, the others counted


# -- logical stacks ----------------------------------------------------------

class OnStack:
    """A frame of a running task that is on its thread's stack."""

    def __init__(self, frame, coroutine):
        self.frame, self.coroutine = frame, coroutine
        self.where = frame.find_sal()

    def name(self):
        return self.coroutine.name if self.coroutine else \
            self.frame.name() or "??"

    def file(self):
        symtab = self.where.symtab
        return symtab.filename if symtab else "?"

    def line(self):
        return native.line_of(self.frame, self.coroutine)

    def variables(self):
        if self.coroutine:
            return native.users_variables(self.frame, self.coroutine)
        return [(s.name, native.value_of(s, self.frame))
                for b in native.blocks_of(self.frame) for s in b
                if s.is_variable or s.is_argument]

    def evaluate(self, expression):
        self.frame.select()
        return gdb.parse_and_eval(
            native.in_gdbs_words(self.frame, self.coroutine, expression))


class InMemory(tasks.Frame):
    """One that waits."""

    def __init__(self, frame):
        self.__dict__.update(frame.__dict__)

    def variables(self):
        return variables.of_frame(self)

    def evaluate(self, expression):
        return variables.evaluate(self, expression)


class OnThread:
    """As long as it is selected, what is on the stack of a task's thread can be
    read."""

    def __init__(self, task):
        self.number = task.thread

    def __enter__(self):
        self.before = gdb.selected_thread()
        self.frame = gdb.selected_frame()
        for thread in gdb.selected_inferior().threads():
            if thread.ptid[1] == self.number:
                thread.switch()

    def __exit__(self, *error):
        self.before.switch()
        if self.frame.is_valid():
            self.frame.select()


def stack_of_thread():
    """Of the task that the selected thread runs, from the inside out."""
    found, frame, address = [], gdb.newest_frame(), None
    while frame is not None:
        coroutine = native.coroutine_of(frame)
        if coroutine is None and found and native.is_loop(frame):
            address = native.resumed_by(frame) or address
            break
        if coroutine is not None:
            address = native.address_of(frame)
        if coroutine is not None or not native.is_runtime(frame):
            found.append(OnStack(frame, coroutine))
        frame = frame.older()
    return found, address


def stack(task):
    """All frames of a task, waiting or running."""
    if not task.is_running():
        return [InMemory(f) for f in task.frames()]
    found, address = stack_of_thread()
    return found + [InMemory(f)
                    for f in native.waiting_callers(address, task)]


# -- info coroutines ---------------------------------------------------------

def place(task):
    """(function, file, line, who began it) of its innermost coroutine."""
    if task.is_running():
        with OnThread(task):
            frames = [f for f in stack(task) if f.coroutine]
    else:
        frames = task.frames()
    if not frames:
        return "?", "?", 0, "?"
    at = tasks.own(frames)[0]
    return at.name(), at.file(), at.line(), frames[-1].name()


def line_of(task, at, current):
    name, file, line, root = at
    begun = ", in a task begun as " + root if root != name else ""
    return "%s %-4d %s at %s:%d: %s%s" % (
        "*" if task.address == current else " ", task.number(), name, file,
        line, words.wait(task), begun)


class InfoCoroutines(gdb.Command):
    """The tasks of the program, by what they do.
Usage: info coroutines [-all] [REGEXP]
Each with its number, function, place, and what it waits for. Of those at the
same place ten are listed, with -all each. REGEXP: those with such a line."""

    def __init__(self):
        super().__init__("info coroutines", gdb.COMMAND_STATUS)

    @lay.plainly
    def invoke(self, argument, from_tty):
        every = argument.startswith("-all")
        pattern = argument[len("-all"):].strip() if every else argument
        titles = {}
        for task in tasks.walk().all():
            titles.setdefault(words.title(task), []).append(task)
        if not titles:
            gdb.write("No coroutines.\n")
        order = sorted(titles, key=lambda t: (t.startswith("waiting"), t))
        for title in order:
            self.list(title, titles[title], every, pattern)

    def list(self, title, members, every, pattern):
        current, counts, lines = tasks.of_thread(), {}, []
        for task in members:
            at = place(task)
            counts[at] = counts.get(at, 0) + 1
            if not every and counts[at] > ALIKE:
                continue
            line = line_of(task, at, current)
            if re.search(pattern, line):
                lines.append(line)
        if not lines:
            return
        gdb.write("%s (%d):\n%s\n" % (title, len(members), "\n".join(lines)))
        for at, count in counts.items():
            if count > ALIKE and not every and not pattern:
                gdb.write("       %s at %s:%d: and %d more\n" % (
                    at[0], at[1], at[2], count - ALIKE))


# -- coroutine ---------------------------------------------------------------

class Selection:
    """The task and the frame that `coroutine` means without a number, until the
    program goes on."""

    task = None  # its address
    level = 0


def forget(_event=None):
    Selection.task, Selection.level = None, 0


def find(number):
    """A task by its number, or by its address, or its handle's."""
    walk = tasks.walk()
    wanted = int(number, 0)
    for task in walk.all():
        if wanted in (task.address, task.root) or task.number() == wanted:
            return task
    raise gdb.GdbError("There is no coroutine %s; see info coroutines." %
                       number)


def current():
    """The selected task, else that of the selected thread."""
    address = Selection.task or tasks.of_thread()
    task = tasks.walk().tasks.get(address)
    if task is None:
        raise gdb.GdbError("No coroutine is selected, and this thread runs "
                           "none; see info coroutines.")
    return task


def print_frame(level, frame):
    gdb.write("#%-2d %s () at %s:%d\n" % (level, frame.name(), frame.file(),
                                          frame.line()))


def print_backtrace(task, argument):
    full = argument.strip() in ("full", "-full")
    for level, frame in enumerate(stack(task)):
        print_frame(level, frame)
        for name, value in frame.variables() if full else []:
            print_variable(name, value, "        ")


def frame_at(task, level):
    frames = stack(task)
    if not 0 <= level < len(frames):
        raise gdb.GdbError("Coroutine %d has %d frames." % (task.number(),
                                                            len(frames)))
    return frames[level]


def select_frame(task, level):
    frame = frame_at(task, level)
    Selection.task, Selection.level = task.address, level
    print_frame(level, frame)
    if isinstance(frame, OnStack):
        frame.frame.select()
    words.source_line(frame.file(), frame.line())


def up(task, argument):
    select_frame(task, Selection.level + count_of(argument))


def down(task, argument):
    select_frame(task, Selection.level - count_of(argument))


def count_of(argument):
    return int(argument) if argument.strip() else 1


def to_frame(task, argument):
    level = int(argument) if argument.strip() else Selection.level
    select_frame(task, level)


def print_locals(task, argument):
    found = frame_at(task, Selection.level).variables()
    for name, value in found:
        print_variable(name, value)
    if not found:
        gdb.write("No locals.\n")


def print_expression(task, argument):
    value = frame_at(task, Selection.level).evaluate(argument)
    if hasattr(gdb, "add_history"):
        name = "$%d" % gdb.add_history(value)
    else:
        name = argument.strip()
    gdb.write("%s = %s\n" % (name, variables.text(value)))


def describe(task, argument):
    frames = stack(task)
    gdb.write("[Coroutine %d (%#x): %s]\n" % (task.number(), task.address,
                                              words.wait(task)))
    if frames:
        select_frame(task, min(Selection.level, len(frames) - 1))


ACTIONS = {"bt": print_backtrace, "backtrace": print_backtrace,
           "locals": print_locals, "frame": to_frame, "up": up, "down": down,
           "print": print_expression, "p": print_expression, "": describe}


class Coroutine(gdb.Command):
    """Shows a task, and selects it until the program goes on.
Usage: coroutine [N] [bt [full] | locals | frame K | up | down | print EXPR]
       coroutine all bt [full]
N is a number that info coroutines shows, or the address of the task or of its
handle; without it the task is the selected one, else that of this thread."""

    def __init__(self):
        super().__init__("coroutine", gdb.COMMAND_STACK)

    @lay.plainly
    def invoke(self, argument, from_tty):
        number, action, rest = self.parse(argument)
        if number == "all":
            for task in tasks.walk().all():
                gdb.write("\nCoroutine %d: %s\n" % (task.number(),
                                                    words.wait(task)))
                try:
                    self.act(task, action or "bt", rest)
                except (gdb.error, gdb.GdbError) as error:
                    gdb.write("%s\n" % error)  # go on with the others
            return
        task = find(number) if number else current()
        if task.address != Selection.task:
            Selection.task, Selection.level = task.address, 0
        self.act(task, action, rest)

    def parse(self, argument):
        found = re.fullmatch(r"(all\b|\d\w*)?\s*([a-z]*)\s*(.*)",
                             argument.strip())
        if not found or found.group(2) not in ACTIONS:
            raise gdb.GdbError(self.__doc__.split("\n", 1)[1])
        return found.group(1), found.group(2), found.group(3)

    def act(self, task, action, rest):
        if not task.is_running():
            ACTIONS[action](task, rest)
            return
        with OnThread(task):
            ACTIONS[action](task, rest)


def begin():
    InfoCoroutines()
    Coroutine()
    stepping.selected = lambda: Selection.task
    gdb.events.cont.connect(forget)
