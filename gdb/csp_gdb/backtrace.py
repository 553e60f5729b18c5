# SPDX-License-Identifier: MIT
"""The frame filter: `bt` shows a task's logical stack. What lies between steps
and below them is hidden, coroutines have their own names, and the callers that
wait in memory stand behind those on the stack, without a number, since gdb
cannot select them. `bt -no-filters` shows what there is."""
import gdb
from gdb.FrameDecorator import FrameDecorator

from csp_gdb import layout as lay
from csp_gdb import native, tasks, variables


class Variable:
    """What gdb wants of a local."""

    def __init__(self, name, value):
        self.name, self.shown = name, value

    def symbol(self):
        return self.name

    def value(self):
        return self.shown


class Own(FrameDecorator):
    """What shows its own variables(): arguments, and others."""

    def frame_args(self):
        return [Variable(*v) for v in self.variables()[0]]

    def frame_locals(self):
        return [Variable(*v) for v in self.variables()[1]]


class Step(Own):
    """A coroutine that is on the stack."""

    def __init__(self, base, coroutine):
        super().__init__(base)
        self.coroutine = coroutine
        self.callers = []

    def function(self):
        return self.coroutine.name

    def line(self):
        return native.line_of(self.inferior_frame(), self.coroutine)

    def elided(self):
        """Those that wait: gdb puts what it says of them in."""
        return iter(self.callers)

    def variables(self):
        frame = self.inferior_frame()
        return native.split(self.coroutine, native.users_variables(
            frame, self.coroutine), not native.is_at_head(frame))


class Waiting(Own):
    """One in memory. gdb asks for a frame on the stack: that of who waits for
    it, which has its number already."""

    def __init__(self, base, frame):
        super().__init__(base)
        self.frame = frame

    def function(self):
        return self.frame.name()

    def filename(self):
        return self.frame.file()

    def line(self):
        return self.frame.line()

    def address(self):
        return None

    def elided(self):
        return None  # not what that of who waits for it has

    def variables(self):
        coroutine = self.frame.coroutine
        if coroutine is None:
            return [], []
        return native.split(coroutine, variables.of_frame(self.frame), False)


class Filter:
    """Of all programs; those without coroutines stay as they are."""

    name, priority, enabled = "csp", 100, True

    def filter(self, frames):
        if not lay.is_here() or not tasks.of_thread():
            return frames
        return self.logical(frames)

    def logical(self, frames):
        shown, held, last = [], [], None
        for one in frames:
            frame = one.inferior_frame()
            coroutine = native.coroutine_of(frame)
            if coroutine is not None:
                shown += held if last is None else []
                held, last = [], Step(one, coroutine)
                shown.append(last)
            elif last is not None and native.is_loop(frame):
                last.callers = list(self.waiting(last, frame))
                return iter(shown)
            elif native.is_runtime(frame):
                held.append(one)
            else:
                shown += held + [one]
                held = []
        return iter(shown + held)

    def waiting(self, last, loop):
        address = native.resumed_by(loop)
        if address is None:
            address = native.address_of(last.inferior_frame())
        task = tasks.walk().tasks.get(tasks.of_thread())
        for frame in native.waiting_callers(address, task) if task else []:
            yield Waiting(last, frame)


def begin():
    gdb.frame_filters[Filter.name] = Filter()
