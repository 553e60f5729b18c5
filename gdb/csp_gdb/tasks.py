# SPDX-License-Identifier: MIT
"""The tasks of the program that is stopped, and their frames.

As runtime/run/block.c walks over them: tasks stand in chunks by size, branches
of a par in their parent's frame. A task's number is the extension's own, given
when the task is first seen; it stays the task's as long as that lives."""
import struct

import gdb

from csp_gdb import layout as lay

FREE, NEW, READY, BLOCKING = ("TASK_FREE", "TASK_NEW", "TASK_READY",
                              "TASK_BLOCKING")
OPEN_OR_FROZEN = 0xc0
MANY_FRAMES = 10000  # a chain that is longer is damaged
LIBRARY, PARAMETER = 4, 16  # of a descriptor's flags


def read(address, size):
    return gdb.selected_inferior().read_memory(address, size).tobytes()


def pointer_at(address):
    return struct.unpack("<Q", read(address, lay.POINTER))[0]


def each(first, field):
    """The structs of a list, from a pointer to its first."""
    while int(first):
        yield first
        first = first[field]


# -- descriptors -------------------------------------------------------------

def function_at(pc):
    """The function, maybe inlined, whose code stands there; None without debug
    information."""
    block = gdb.block_for_pc(pc)
    while block is not None and block.function is None:
        block = block.superblock
    return block.function if block is not None else None


class Point:
    """A suspension: its line, and the words at it."""

    def __init__(self, value):
        self.line = int(value["line"])
        self.what = value["what"].string() if int(value["what"]) else ""


class Coroutine:
    """What a descriptor says."""

    def __init__(self, value):
        self.value = value
        self.step = int(value["step"])
        self.size = int(value["size"])
        self.line = int(value["line"])
        self.is_library = bool(int(value["flags"]) & LIBRARY)
        self.parameters = int(value["flags"]) // PARAMETER % 16
        self.name = value["name"].string()
        self.file = value["file"].string()
        self.points = [Point(value["points"][i])
                       for i in range(int(value["point_count"]))]

    def symbol(self):
        """Of the step function; None without debug information."""
        return function_at(self.step)


class Registry:
    """All descriptors, by the addresses of their steps."""

    def __init__(self):
        self.by_step = {}
        registry = lay.static("registry", "csp_rt_register_v5")
        for array in each(registry["arrays"], "next"):
            self.add(int(array["first"]), int(array["end"]))

    def add(self, first, end):
        kind = lay.struct("struct csp_descriptor", "csp_rt_register_v5")
        for i in range(first, end, lay.POINTER):
            at = pointer_at(i)
            if at:
                pointer = gdb.Value(at).cast(kind.pointer())
                found = Coroutine(pointer.dereference())
                self.by_step[found.step] = found


# -- frames ------------------------------------------------------------------

class Frame:
    """A frame of a coroutine in memory. `running`: its line is not known by
    the frame, since it is on a thread's stack or about to be resumed."""

    def __init__(self, address, coroutine, step, resume):
        self.address = address
        self.coroutine = coroutine
        self.step = step
        self.resume = resume

    def point(self):
        known = self.coroutine.points if self.coroutine else []
        return known[self.resume - 1] if 0 < self.resume <= len(known) else None

    def name(self):
        return self.coroutine.name if self.coroutine else "%#x" % self.step

    def file(self):
        return self.coroutine.file if self.coroutine else "?"

    def line(self):
        point = self.point()
        if point:
            return point.line
        return self.coroutine.line if self.coroutine else 0


def own(frames):
    """From the innermost one that is the program's own, not of what comes with
    the language; all, if none is."""
    for i, frame in enumerate(frames):
        if not frame.coroutine or not frame.coroutine.is_library:
            return frames[i:]
    return frames


class Task:
    """A task's header, as it was read."""

    def __init__(self, walk, address, head):
        layout = walk.layout
        self.walk = walk
        self.address = address
        self.root = address + layout.task_bytes
        self.leaf = struct.unpack_from("<Q", head, layout.leaf)[0]
        state = head[layout.state] & ~OPEN_OR_FROZEN
        self.state = layout.states.get(state, "?")
        self.kind = layout.kinds.get(head[layout.flags] & 7, "?")
        self.thread = None  # the kernel's number of the one that runs it

    def is_running(self):
        return self.thread is not None

    def ended(self):
        """Only its result is left, for who joins it."""
        handle = read(self.address + self.walk.layout.handle, 1)[0]
        return self.kind in ("TASK_HANDLE", "TASK_HELD") and handle & 1 != 0

    def link(self):
        """What it waits for."""
        at = self.root + self.walk.layout.parent
        return pointer_at(at) & ~1

    def frames(self):
        """From the inside out. Of one that runs: those that its thread has
        begun with, the first of which may have called others since."""
        layout, found, at = self.walk.layout, [], self.leaf
        while at and not at & 1 and len(found) < MANY_FRAMES:
            head = read(at, layout.frame_bytes)
            step, parent = (struct.unpack_from("<Q", head, o)[0]
                            for o in (layout.step, layout.parent))
            resume = struct.unpack_from("<I", head, layout.resume)[0]
            if step != layout.tries:
                found.append(Frame(at, self.walk.coroutine(step), step, resume))
            at = parent
        return found

    def number(self):
        return self.walk.numbers.of(self.address)


class Numbers:
    """Which task has which number. They stay from one stop to the next."""

    def __init__(self):
        self.by_address = {}
        self.last = 0

    def of(self, address):
        if address not in self.by_address:
            self.last += 1
            self.by_address[address] = self.last
        return self.by_address[address]

    def keep(self, addresses):
        """All others have ended: who gets their blocks has a new number."""
        self.by_address = {a: n for a, n in self.by_address.items()
                           if a in addresses}


# -- the walk ----------------------------------------------------------------

class Walk:
    """The tasks at one stop of the program."""

    numbers = Numbers()

    def __init__(self):
        self.layout = lay.layout()
        self.registry = Registry()
        self.tasks = {}
        self.collect()
        for thread, worker in workers():
            task = self.tasks.get(int(worker["task"]))
            if task:
                task.thread = thread
        self.numbers.keep(self.tasks)
        for task in sorted(self.tasks.values(),
                           key=lambda t: (t.kind != "TASK_MAIN", t.address)):
            task.number()

    def coroutine(self, step):
        return self.registry.by_step.get(step)

    def all(self):
        return sorted(self.tasks.values(), key=lambda t: t.number())

    def collect(self):
        block = "cspi_task_each"
        self.offset = lay.constant("TASK_OFFSET", block)
        centrals = lay.static("centrals", block)
        for i in range(lay.constant("TASK_BINS", block)):
            for which in ("partial", "full"):
                self.add_chunks(centrals[i][which])
        self.add_chunks(lay.static("big_tasks", block)["full"])

    def add_chunks(self, first):
        for chunk in each(first, "next"):
            carved, size = int(chunk["carved"]), int(chunk["bytes"])
            at = int(chunk) + self.offset
            head = self.layout.task_bytes
            if carved == 1:  # one that is too big for a class
                size = head
            memory = read(at, (carved - 1) * size + head) if carved else b""
            for i in range(carved):
                self.add(at + i * size, memory[i * size:i * size + head])

    def add(self, address, head):
        task = Task(self, address, head)
        if task.state == FREE:
            return
        self.tasks[address] = task
        if task.state == "TASK_PAR":
            self.add_branches(task)

    def add_branches(self, task):
        par = self.layout.pointer("struct par", "cspi_par_each", task.link())
        for branch in each(par["its"]["first"], "next"):
            at = int(branch["task"].address)
            self.add(at, read(at, self.layout.task_bytes))


_walk = None


def walk():
    """The one of this stop."""
    global _walk
    if _walk is None:
        _walk = Walk()
    return _walk


def forget(_event=None):
    global _walk
    _walk = None


for event in (gdb.events.cont, gdb.events.new_objfile, gdb.events.exited,
              gdb.events.memory_changed):
    event.connect(forget)


def workers():
    """(the kernel's number of its thread, worker): who may run a task."""
    rt = lay.runtime()
    for i in range(int(rt["started"])):
        worker = rt["workers"][i]
        if int(worker):
            yield int(worker["thread_id"]), worker
    for thread in each(lay.static("pool", "csp_rt_block")["threads"], "next"):
        yield int(thread["id"]), thread["worker"]


def of_thread():
    """The address of the task that the selected thread runs, 0: none. Reads no
    more than that, since it is asked at each hit of a breakpoint."""
    thread = gdb.selected_thread()
    for number, worker in workers() if thread else ():
        if number == thread.ptid[1]:
            return int(worker["task"])
    return 0
