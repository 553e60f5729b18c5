# SPDX-License-Identifier: MIT
"""How gdb prints what people have of the runtime: channels, tasks, locks."""
import gdb

from csp_gdb import layout as lay
from csp_gdb import tasks, words

MODES = 8
VALUES = 10  # of a channel's ring that are shown
WAITERS = 1000  # of a line that are counted
GATES = ("csp_mutex", "csp_semaphore", "csp_event", "csp_waitgroup")
LINES = ("csp_rwlock", "csp_barrier", "csp_cond")
ENDS = {0: "chan", 1978: "chan_in", 1985: "chan_out"}  # lengths of arrays


def end_of(kind):
    """(word, T) of a chan(T) or an end of one, which is a pointer to an array
    of a length that nobody else has; None: it is none."""
    if kind.code != gdb.TYPE_CODE_PTR:
        return None
    target = kind.target().strip_typedefs()
    if target.code != gdb.TYPE_CODE_ARRAY:
        return None
    length = target.range()[1] + 1
    if length == 1 and not target.sizeof:
        length = 0  # as gdb has what is unknown
    word = ENDS.get(length)
    return (word, target.target()) if word else None


def words_of(kind):
    """A type as the user has written it."""
    end = end_of(kind.strip_typedefs())
    return "%s(%s)" % (end[0], words_of(end[1])) if end else str(kind)


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

    def __init__(self, value, word, element):
        self.address, self.word, self.element = int(value), word, element

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
        right = self.address and self.looks_right()
        if self.address and not right:
            return "%#x" % self.address
        promise = right and words.mode_of(self.chan()) == "CHAN_PROMISE"
        name = "%s(%s)" % ("promise" if promise else self.word,
                           words_of(self.element))
        if not self.address:
            return name + " NULL"
        chan = self.chan()
        return "%s %#x (%s)" % (
            name, self.address, words.chan_text(chan) if int(chan["refs"])
            else "released")

    def children(self):
        if not self.address or not self.looks_right():
            return
        chan = self.chan()
        capacity, head = int(chan["capacity"]), int(chan["head"])
        ring = int(chan) + chan.dereference().type.sizeof
        if not self.element.sizeof or not int(chan["refs"]):
            return
        for i in range(min(int(chan["count"]), capacity, VALUES)):
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


class Line:
    """What tasks wait for in a line of places."""

    def __init__(self, value, name):
        self.value, self.name = value, name

    def to_string(self):
        count = 0
        for _ in tasks.each(self.value["csp_line"]["csp_first"], "next"):
            count += 1
            if count == WAITERS:
                break
        waits = ", %d waiting" % count if count else ""
        if self.name == "csp_cond":
            return "csp_cond (%d waiting)" % count
        if self.name == "csp_barrier":
            return "csp_barrier (%d of %d)" % (count,
                                               int(self.value["csp_parties"]))
        holders = int(self.value["csp_holders"])
        said = {0: "free", -1: "a writer", 1: "1 reader"}.get(
            holders, "%d readers" % holders)
        return "csp_rwlock (%s%s)" % (said, waits)


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
        if name in GATES:
            return Lock(value, name) if lay.is_here() else None
        if name in LINES:
            return Line(value, name) if lay.is_here() else None
        kind = kind.strip_typedefs()
        if kind.name in ("csp_scope", "struct csp_scope", "csp_group",
                         "struct csp_group") and value.address is not None:
            return Scope(value) if lay.is_here() else None
        end = end_of(kind)
        if end is not None:
            return Channel(value, *end) if lay.is_here() else None
        result = result_of(kind)
        if result is not None:
            return Handle(value, result) if lay.is_here() else None
    except gdb.error:
        pass
    return None


def begin():
    gdb.pretty_printers.append(find)
