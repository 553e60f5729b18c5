# SPDX-License-Identifier: MIT
"""`csp next`, `csp step` and `csp finish`: as gdb's own, for a task instead of
a thread. Where the task waits the program goes on until it has gone on itself,
on whatever thread; what other tasks do at the same lines does not stop it.

gdb's own commands cannot be taught this: what they call is not Python's to
replace. So these set breakpoints that nobody sees, on the lines of the
function and of its caller, which stop if the thread that comes by runs the
task, and let the program go on."""
import gdb

from csp_gdb import layout as lay
from csp_gdb import native, tasks, variables, words


def selected():
    """The task that `coroutine` has selected; commands.py sets it."""
    return None


# -- where to stop -----------------------------------------------------------

def lines_of(coroutine, whole):
    """[(address, line)] of a step's code, inlined or not: where a line of the
    source begins; whole: each place that is told apart, the head too, which
    is passed when the coroutine goes on."""
    symbol, found, last = coroutine.symbol(), [], None
    for entry in symbol.symtab.linetable():
        inside = tasks.function_at(entry.pc)
        if entry.line == 0 or inside is None or \
                inside.name != symbol.name:
            last = None
            continue
        head = entry.line == symbol.line
        if whole or (entry.line != last and not head):
            found.append((entry.pc, entry.line))
        last = entry.line
    return found


class Here:
    """What is stepped: the task, its innermost coroutine, its line."""

    def __init__(self, address):
        walk = tasks.walk()
        self.task = walk.tasks.get(address)
        if self.task is None:
            raise gdb.GdbError("This thread runs no coroutine, and none is "
                               "selected; see info coroutines.")
        self.line, self.frame, self.coroutine = 0, None, None
        self.outer = None  # (frame, coroutine) of the caller
        if self.task.is_running():
            self.read_stack()
        else:
            self.read_memory(self.task.frames())

    def read_memory(self, frames):
        if frames:
            self.frame, self.coroutine = frames[0].address, frames[0].coroutine
            self.line = frames[0].line()
        if len(frames) > 1:
            self.outer = frames[1].address, frames[1].coroutine

    def read_stack(self):
        """Of this thread, which runs it."""
        frame, steps, loop = gdb.newest_frame(), [], None
        while frame is not None and len(steps) < 2:
            coroutine = native.coroutine_of(frame)
            if coroutine is not None:
                steps.append((native.address_of(frame), coroutine))
                self.line = self.line or native.line_of(frame, coroutine)
            elif steps and native.is_loop(frame):
                loop = native.resumed_by(frame)
                break
            frame = frame.older()
        if not steps:
            raise gdb.GdbError("The coroutine is on no stack here.")
        self.frame, self.coroutine = steps[0]
        if len(steps) > 1:
            self.outer = steps[1]
            return
        if self.frame is None:
            self.frame = loop
        waits = native.waiting_callers(self.frame, self.task)
        if waits:
            self.outer = waits[0].address, waits[0].coroutine


# -- stopping ----------------------------------------------------------------

class Stop(gdb.Breakpoint):
    """Stops if the thread that comes by runs the task, in the frame in memory
    `at`, if that is known here and there."""

    def __init__(self, pc, here, at):
        super().__init__("*%#x" % pc, internal=True)
        self.silent = True
        self.whose, self.at, self.hit = here.task.address, at, False

    def stop(self):
        if tasks.of_thread() == self.whose:
            at = native.address_of(gdb.newest_frame())
            self.hit = self.at is None or at is None or at == self.at
        return self.hit


class Called(gdb.Breakpoint):
    """Stops where the task begins a coroutine that its frame has called."""

    def __init__(self, coroutine, here):
        super().__init__(coroutine.symbol().name, internal=True)
        self.silent = True
        self.whose, self.caller = here.task.address, here.frame
        self.hit = False
        self.parent = lay.layout().parent
        self.resume = lay.layout().resume

    def stop(self):
        if tasks.of_thread() == self.whose:
            at = native.address_of(gdb.newest_frame())
            self.hit = at is not None and \
                tasks.pointer_at(at + self.parent) == self.caller and \
                tasks.read(at + self.resume, 4) == b"\0\0\0\0"
        return self.hit


class Ended(gdb.Breakpoint):
    """Stops where the task has ended: nothing of it is left to step."""

    def __init__(self, here):
        super().__init__("cspi_end_task", internal=True)
        self.silent = True
        self.whose, self.hit = here.task.address, False

    def stop(self):
        self.hit = tasks.of_thread() == self.whose or \
            variable_is("task", self.whose)
        return self.hit


def variable_is(name, address):
    return native.variable(gdb.newest_frame(), (name,)) == address


# -- the commands ------------------------------------------------------------

def next_stops(here):
    """The next line of the function, or of its caller when it has ended."""
    if here.coroutine is None or here.coroutine.symbol() is None:
        raise gdb.GdbError("Its file has no debug information.")
    stops = [Stop(pc, here, here.frame)
             for pc, line in lines_of(here.coroutine, False)
             if line != here.line]
    if has_lines(here.outer):
        stops += [Stop(pc, here, here.outer[0])
                  for pc, _ in lines_of(here.outer[1], False)]
    return stops


def has_lines(outer):
    """Is there a caller, with debug information?"""
    return outer is not None and outer[1] is not None and \
        outer[1].symbol() is not None


def step_stops(here):
    """Also where it calls a coroutine."""
    known = tasks.walk().registry.by_step.values()
    return next_stops(here) + [
        Called(c, here) for c in known if c.symbol() is not None
        and not c.is_library]


def finish_stops(here):
    if here.outer is None:
        return []
    if not has_lines(here.outer):
        raise gdb.GdbError("The caller's file has no debug information.")
    return [Stop(pc, here, here.outer[0])
            for pc, _ in lines_of(here.outer[1], True)]


def result_of(here):
    """(type, address) of what the frame returns, which lies in the caller's as
    long as that has not gone on; None: nothing, or it is not there."""
    kind = variables.frame_type(here.coroutine)
    outer = here.outer
    if kind is None or here.frame is None or not outer or not outer[0]:
        return None
    if not outer[0] < here.frame < outer[0] + outer[1].size:
        return None
    for field in kind.fields():
        if field.name == "csp_ret":
            return field.type, here.frame + field.bitpos // 8
    return None


def go_on(here, stops):
    """Lets the program go on until one of them stops it."""
    ended = Ended(here)
    number = here.task.number()
    try:
        said = gdb.execute("continue", to_string=True)
    finally:
        over, hit = ended.hit, any(stop.hit for stop in stops)
        for stop in stops + [ended]:
            if stop.is_valid():
                stop.delete()
    if over:
        gdb.write("[Coroutine %d has ended]\n" % number)
    elif hit:
        show()
    else:
        gdb.write(said)  # something else has stopped or ended the program
    return hit and not over


def show():
    """Where the program has stopped, as `coroutine` shows it."""
    frame = gdb.newest_frame()
    coroutine, where = native.coroutine_of(frame), frame.find_sal()
    if coroutine is None or where.symtab is None:
        gdb.execute("frame")
        return
    line = native.line_of(frame, coroutine)
    gdb.write("%s () at %s:%d\n" % (coroutine.name, where.symtab.filename,
                                    line))
    words.source_line(where.symtab.filename, line)


def here():
    """Of the selected task, else of this thread's."""
    return Here(selected() or tasks.of_thread())


class Csp(gdb.Command):
    """Stepping a coroutine."""

    def __init__(self):
        super().__init__("csp", gdb.COMMAND_RUNNING, prefix=True)


class Next(gdb.Command):
    """Goes on to the next line of this coroutine, over what it waits for.
Usage: csp next [N]"""

    stops = staticmethod(next_stops)

    def __init__(self, name="csp next"):
        super().__init__(name, gdb.COMMAND_RUNNING)

    @lay.plainly
    def invoke(self, argument, from_tty):
        for _ in range(int(argument) if argument.strip() else 1):
            at = here()
            if not go_on(at, self.stops(at)):
                return


class Step(Next):
    """Goes on to the next line of this coroutine, or of one that it calls.
Usage: csp step [N]"""

    stops = staticmethod(step_stops)

    def __init__(self):
        super().__init__("csp step")


class Finish(gdb.Command):
    """Goes on until the coroutine has returned to the one that called it.
Usage: csp finish"""

    def __init__(self):
        super().__init__("csp finish", gdb.COMMAND_RUNNING)

    @lay.plainly
    def invoke(self, argument, from_tty):
        at = here()
        result = result_of(at)
        if go_on(at, finish_stops(at)) and result:
            kind, address = result
            value = gdb.Value(address).cast(kind.pointer()).dereference()
            gdb.write("Value returned is %s\n" % variables.text(value))


def begin():
    Csp()
    Next()
    Step()
    Finish()
