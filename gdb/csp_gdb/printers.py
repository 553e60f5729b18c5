# SPDX-License-Identifier: MIT
"""How gdb prints what people have of the runtime: channels, tasks, locks."""
import gdb

from csp_gdb import layout as lay
from csp_gdb import tasks, words

MODES = 8
VALUES = 10  # of a channel's ring that are shown
LOCKS = ("csp_mutex", "csp_semaphore", "csp_event", "csp_waitgroup")


def element_of(kind):
    """Of a chan(T), which is a pointer to an array of unknown length."""
    if kind.code != gdb.TYPE_CODE_PTR:
        return None
    target = kind.target()
    if target.code != gdb.TYPE_CODE_ARRAY or target.sizeof > 0 and \
            target.range()[1] >= target.range()[0]:
        return None
    return target.target()


def result_of(kind):
    """Of a csp_task(T), which is a pointer to a function of a certain type."""
    if kind.code != gdb.TYPE_CODE_PTR:
        return None
    target = kind.target()
    if target.code != gdb.TYPE_CODE_FUNC or len(target.fields()) != 1:
        return None
    argument = target.fields()[0].type
    if argument.code == gdb.TYPE_CODE_PTR and \
            argument.target().name in ("csp__task", "struct csp__task"):
        return target.target()
    return None


class Channel:
    """Its type, length, capacity, who waits, and the values in it."""

    def __init__(self, value, element):
        self.address, self.element = int(value), element

    def chan(self):
        return words.chan_of(self.address)

    def looks_right(self):
        """Memory of that type may be something else."""
        chan = self.chan()
        try:
            return int(chan["mode"]) < MODES and \
                int(chan["elem_bytes"]) == self.element.sizeof
        except gdb.error:
            return False

    def to_string(self):
        if not self.address:
            return "chan(%s) NULL" % self.element
        if not self.looks_right():
            return "%#x" % self.address
        chan = self.chan()
        if not int(chan["refs"]):
            return "chan(%s) %#x (released)" % (self.element, self.address)
        return "chan(%s) %#x (%s)" % (self.element, self.address,
                                      words.chan_text(chan))

    def children(self):
        if not self.address or not self.looks_right():
            return
        chan = self.chan()
        capacity, head = int(chan["capacity"]), int(chan["head"])
        ring = int(chan) + chan.dereference().type.sizeof
        if not self.element.sizeof or not int(chan["refs"]):
            return
        for i in range(min(int(chan["count"]), VALUES)):
            at = ring + (head + i) % capacity * self.element.sizeof
            yield "[%d]" % i, gdb.Value(at).cast(
                self.element.pointer()).dereference()


class Handle:
    """A task with a handle."""

    def __init__(self, value, result):
        self.address, self.result = int(value), result

    def to_string(self):
        name = "task(%s)" % self.result
        if not self.address:
            return name + " NULL"
        walk = tasks.walk()
        task = walk.tasks.get(self.address - walk.layout.task_bytes)
        if task is None or task.ended():
            return "%s %#x (ended)" % (name, self.address)
        frames = task.frames()
        return "%s %#x (coroutine %d, %s: %s)" % (
            name, self.address, task.number(),
            frames[-1].name() if frames else "?", words.wait(task))


class Lock:
    """A mutex or its kin."""

    def __init__(self, value, name):
        self.gate, self.name = value["csp_gate"], name

    def to_string(self):
        gate, name = self.gate, self.name
        count = int(gate["csp_count"])
        waits = self.waiters()
        said = {"csp_mutex": "free" if count else "locked",
                "csp_event": "set" if count else "not set"}.get(
                    name, "%d" % count)
        if name == "csp_waitgroup":
            said = "done" if count else "not done"
        return "%s (%s%s)" % (name, said, waits)

    def waiters(self):
        queue = words.chan_of(int(self.gate.address))["receivers"] \
            if self.gate.address is not None else None
        count = words.queue_length(queue)[0] if queue is not None else 0
        return ", %d waiting" % count if count else ""


class Scope:
    """What the frame has of within, until, shield and group."""

    KINDS = {"SCOPE_TIMED": "within", "SCOPE_SHIELD": "shield",
             "SCOPE_GROUP": "group"}

    def __init__(self, value):
        self.scope = lay.layout().pointer(
            "struct scope", "cspi_scope_innermost", int(value.address))

    def to_string(self):
        scope = self.scope
        names = {f.enumval: f.name for f in lay.struct(
            "enum scope_kind", "cspi_scope_innermost").fields()}
        kind = self.KINDS.get(names.get(int(scope["kind"])), "scope")
        said = "%s of line %d" % (kind, int(scope["line"]))
        if int(scope["ended"]):
            return said + " (over)"
        deadline, now = int(scope["timer"]["deadline"]), words.now()
        if kind == "within" and now is not None:
            said += " (%.3f s more)" % (max(deadline - now, 0) / 1e9)
        return said


def find(value):
    """The printer for a value; gdb asks for each that it prints."""
    kind = value.type
    name = kind.name or ""
    try:
        if name in LOCKS:
            return Lock(value, name) if lay.is_here() else None
        kind = kind.strip_typedefs()
        if kind.name in ("csp_scope", "struct csp_scope", "csp_group",
                         "struct csp_group") and value.address is not None:
            return Scope(value) if lay.is_here() else None
        element = element_of(kind)
        if element is not None:
            return Channel(value, element) if lay.is_here() else None
        result = result_of(kind)
        if result is not None:
            return Handle(value, result) if lay.is_here() else None
    except gdb.error:
        pass
    return None


def begin():
    gdb.pretty_printers.append(find)
