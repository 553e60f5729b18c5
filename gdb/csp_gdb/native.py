# SPDX-License-Identifier: MIT
"""Frames on a thread's stack: the step of a coroutine, the runtime, or C that
is neither."""
import gdb

from csp_gdb import layout as lay
from csp_gdb import tasks, variables

OURS = ("cspi_", "csp_rt_", "csp__")
FOUND = ("f", "fr")  # what a step calls its frame


def function_of(frame):
    return frame.function() if frame.type() != gdb.INLINE_FRAME \
        else frame.block().function or frame.function()


def coroutine_of(frame):
    """Of a step; None: it is none."""
    function = frame.function()
    if function is None or not function.name.endswith(variables.STEP):
        return None
    for c in tasks.walk().registry.by_step.values():
        symbol = c.symbol()
        if symbol is not None and symbol.name == function.name and \
                symbol.symtab.filename == function.symtab.filename:
            return c
    return None


def is_step(frame):
    return coroutine_of(frame) is not None


def is_runtime(frame):
    """The runtime's, or what emitted code has of it inline."""
    name = frame.name() or ""
    if name.startswith(OURS):
        return True
    symtab = frame.find_sal().symtab
    return symtab is not None and is_runtime_file(symtab)


def is_runtime_path(path):
    return path.startswith(lay.layout().directory) or \
        path.endswith("/csp_abi.h")


def is_runtime_file(symtab):
    return is_runtime_path(symtab.fullname())


def is_loop(frame):
    """What resumes tasks."""
    symtab = frame.find_sal().symtab
    if symtab is None or not is_runtime_file(symtab):
        return False
    path = symtab.fullname()[len(lay.layout().directory):]
    return path.startswith("loop/") or path == "run/blocking.c"


def variable(frame, names):
    """The address in the first variable of these that can be read."""
    for name in names:
        try:
            value = frame.read_var(name)
            if not value.is_optimized_out:
                return int(value)
        except (gdb.error, ValueError):
            pass
    return None


def address_of(frame):
    """Of the frame in memory that a step runs on; None: optimised away."""
    return variable(frame, ("csp_frame",) + FOUND)


def resumed_by(frame):
    """The frame in memory that a frame of the loop has resumed."""
    return variable(frame, ("frame",)) if is_loop(frame) else None


def waiting_callers(address, task):
    """Those that wait for the frame in memory, from the inside out."""
    if address is None:
        return []
    at = tasks.Task.__new__(tasks.Task)
    at.__dict__.update(task.__dict__, leaf=address)
    return at.frames()[1:]


# -- the user's variables ----------------------------------------------------

def is_users(symbol):
    if not (symbol.is_variable or symbol.is_argument):
        return False
    if symbol.name.startswith("csp_"):
        return False
    kind = symbol.type.strip_typedefs()
    return not (symbol.name in FOUND and kind.code == gdb.TYPE_CODE_PTR and
                str(kind.target()).endswith("__frame"))


def blocks_of(frame):
    """From the innermost one to the function's."""
    try:
        block = frame.block()
    except RuntimeError:
        return
    while block is not None:
        yield block
        if block.function is not None:
            return
        block = block.superblock


def names_in(coroutine):
    """Of all that the step declares, in whatever block."""
    if not hasattr(coroutine, "declared"):
        coroutine.declared = set()
        outer = gdb.block_for_pc(coroutine.step)
        for line in coroutine.symbol().symtab.linetable():
            if outer.start <= line.pc < outer.end:
                block = gdb.block_for_pc(line.pc)
                while block is not None and block.function is None:
                    coroutine.declared |= {s.name for s in block}
                    block = block.superblock
        coroutine.declared |= {s.name for s in outer}
    return coroutine.declared


def own_name(coroutine, name):
    """As the user wrote it: a shadowed variable has a number behind it."""
    kind = variables.frame_type(coroutine)
    for field, _, offset, _ in variables.fields(coroutine):
        if field != name and variables.named(name, field):
            member = variables.member_at(kind, field, offset) if kind else None
            if member and member[0] == name:
                return field
    return name


def users_variables(frame, coroutine):
    """[(name, value)] of a step that is on the stack: what it keeps in memory
    alone, but for its parameters, then the innermost block first, which ends
    with these."""
    if is_at_head(frame):
        return variables.of_frame(in_memory(frame, coroutine))
    found = []
    for block in blocks_of(frame):
        for symbol in block:
            if is_users(symbol):
                found.append((own_name(coroutine, symbol.name),
                              value_of(symbol, frame)))
    address, kind = address_of(frame), variables.frame_type(coroutine)
    if address is None or kind is None:
        return found
    for i, (name, written, offset, _) in \
            enumerate(variables.fields(coroutine)):
        member = variables.member_at(kind, name, offset)
        if member and member[0] not in names_in(coroutine):
            value = variables.value_at(address + offset, written, member[1])
            place = len(found) if i < coroutine.parameters else 0
            found.insert(place, (name, value))
    return found


def split(coroutine, found, innermost_first):
    """(arguments, other variables) of a coroutine's. A variable that has the
    name of a parameter is further inside."""
    rest, arguments = list(found), []
    for name in variables.parameters(coroutine):
        at = [i for i, one in enumerate(rest) if one[0] == name]
        if at:
            arguments.append(rest.pop(at[-1 if innermost_first else 0]))
    return arguments, rest


def is_at_head(frame):
    """On the line of the function's head, where a step takes its variables
    from memory. There they are meanwhile."""
    return frame.find_sal().line == frame.function().line and \
        address_of(frame) is not None


def in_memory(frame, coroutine):
    """Its frame in memory, which knows where it goes on."""
    layout, address = lay.layout(), address_of(frame)
    resume = tasks.read(address + layout.resume, 4)
    return tasks.Frame(address, coroutine, coroutine.step,
                       int.from_bytes(resume, "little"))


def in_gdbs_words(frame, coroutine, expression):
    """With those of its variables that are in memory found there."""
    if coroutine is None or address_of(frame) is None:
        return expression
    return variables.in_gdbs_words(
        in_memory(frame, coroutine), expression,
        () if is_at_head(frame) else names_in(coroutine))


def line_of(frame, coroutine):
    """Where the user sees a step: a coroutine that goes on passes the line of
    its head, and is where it has waited."""
    if coroutine is not None and is_at_head(frame):
        return in_memory(frame, coroutine).line()
    return frame.find_sal().line


def value_of(symbol, frame):
    try:
        return symbol.value(frame) if symbol.needs_frame else symbol.value()
    except gdb.error as error:
        return "<error: %s>" % error
