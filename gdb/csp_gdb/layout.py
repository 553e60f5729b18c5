# SPDX-License-Identifier: MIT
"""The structs of the runtime, by its debug information.

A program may have structs of the same names, so types are looked up where a
function of the runtime's is defined. What is read often, the heads of tasks, is
read as bytes, by the offsets that stand here."""
import functools
import os

import gdb

POINTER = 8


class NoRuntime(gdb.GdbError):
    """This program, or its debug information, has no runtime of cspcc's."""


def plainly(invoke):
    """A command that fails as gdb's own do, without a word about Python."""
    @functools.wraps(invoke)
    def wrapped(*arguments):
        try:
            return invoke(*arguments)
        except gdb.error as error:
            raise gdb.GdbError(str(error))
    return wrapped


def file_of(function):
    """The symtab of a global function of the runtime."""
    symbol = gdb.lookup_global_symbol(function)
    if symbol is None or symbol.symtab is None:
        raise NoRuntime("no runtime of cspcc with debug information here")
    return symbol.symtab


def tagged(tag, symtab):
    """The struct, union or enum of that tag in that file. gdb.lookup_type takes
    whichever file's it comes upon."""
    symbol = gdb.lookup_symbol(tag, symtab.static_block(),
                               gdb.SYMBOL_STRUCT_DOMAIN)[0]
    return symbol.type if symbol else None


def struct(name, function):
    """A type by its name, as the file of that function knows it."""
    found = tagged(name.split()[1], file_of(function))
    if found is None:
        raise NoRuntime("this runtime is not the one that the extension knows: "
                        "there is no %s" % name)
    return found.strip_typedefs()


def constant(name, function):
    """An enumerator."""
    block = file_of(function).static_block()
    return int(gdb.lookup_symbol(name, block)[0].value())


def static(name, function):
    """The value of a file's own variable."""
    block = file_of(function).static_block()
    return gdb.lookup_symbol(name, block)[0].value()


def offset(kind, field):
    for f in kind.fields():
        if f.name == field:
            return f.bitpos // 8
    raise NoRuntime("this runtime is not the one that the extension knows: "
                    "%s has no %s" % (kind, field))


class Layout:
    """Of the runtime that the program has."""

    def __init__(self):
        task = struct("struct task", "cspi_task_each")
        self.task_bytes = task.sizeof
        self.leaf, self.handle, self.state, self.flags = (
            offset(task, f) for f in ("leaf", "handle", "state", "flags"))
        frame = struct("struct csp_frame", "cspi_task_each")
        self.frame_bytes = frame.sizeof
        self.step, self.parent, self.resume = (
            offset(frame, f) for f in ("step", "parent", "resume"))
        self.states = {
            f.enumval: f.name for f in
            struct("enum task_state", "cspi_task_each").fields()}
        self.kinds = {
            f.enumval: f.name for f in
            struct("enum task_kind", "cspi_task_each").fields()}
        self.modes = {
            f.enumval: f.name for f in
            struct("enum chan_mode", "cspi_chan_alloc").fields()}
        self.tries = address_of("cspi_tries")
        runtime = os.path.dirname(file_of("cspi_loop_run").fullname())
        self.directory = os.path.dirname(runtime) + "/"

    def pointer(self, name, function, address):
        """A pointer to that struct of the runtime."""
        return gdb.Value(address).cast(struct(name, function).pointer())


def address_of(function):
    symbol = gdb.lookup_global_symbol(function)
    return int(symbol.value().address) if symbol else 0


_layouts = {}


def layout():
    """The one of the current program, made once."""
    try:
        key = file_of("cspi_loop_run").objfile.filename
    except NoRuntime:
        _layouts.clear()
        raise
    if key not in _layouts:
        _layouts[key] = Layout()
    return _layouts[key]


def forget(_event=None):
    """The program's files have changed."""
    _layouts.clear()


gdb.events.new_objfile.connect(forget)


def is_here():
    try:
        layout()
        return True
    except NoRuntime:
        return False


def runtime():
    """The value of cspi_rt."""
    layout()
    return gdb.lookup_global_symbol("cspi_rt").value()
