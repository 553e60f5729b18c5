# SPDX-License-Identifier: MIT
"""The user's variables in a frame of a coroutine: those that it keeps while it
waits, by the descriptor's fields, as the debug information of its file has
them. What has no value where the coroutine waits is not among them."""
import re

import gdb

from csp_gdb import layout as lay

STEP = "__step"


def frame_type(coroutine):
    """struct f__frame; None without debug information."""
    symbol = coroutine.symbol()
    if symbol is None or not symbol.name.endswith(STEP):
        return None
    return lay.tagged(symbol.name[:-len(STEP)] + "__frame", symbol.symtab)


SHAPES = 2  # of a descriptor's flags: the types have shapes behind them


def kept_over(pointer):
    """At which suspensions a field has a value; None: at all."""
    behind = int(pointer) + len(pointer.string("latin-1")) + 1
    shape = gdb.Value(behind).cast(pointer.type).string("latin-1")
    said = shape.rpartition(" ")[2]
    return None if said == "*" else said.split(",")


def fields(coroutine, resume=0):
    """(name, type as written, offset, size) of what it keeps; of what it keeps
    at that suspension. Fields without a name are lengths."""
    d = coroutine.value
    known = resume and int(d["flags"]) & SHAPES
    for i in range(int(d["field_count"])):
        f = d["fields"][i]
        name = f["name"].string()
        kept = kept_over(f["type"]) if known else None
        if name and (kept is None or str(resume) in kept):
            yield (name, f["type"].string(), int(f["offset"]),
                   int(f["size"]))


def parameters(coroutine):
    """Their names, in the order of the source."""
    return [f[0] for f in fields(coroutine)][:coroutine.parameters]


def named(member, name):
    """Is that how cspcc calls a variable? A shadowed one has a number."""
    return re.fullmatch(re.escape(name) + r"(_\d+)?", member or "")


def member_at(kind, name, offset, base=0):
    """The name of the member that has the variable, and its type."""
    for f in kind.fields():
        at = base + f.bitpos // 8
        if f.name is None or f.name == "":
            found = member_at(f.type.strip_typedefs(), name, offset, at)
            if found:
                return found
        elif at == offset and named(f.name, name):
            return f.name, f.type
    return None


def unknown(kind, address, size):
    """A value without debug information: a number, or its bytes."""
    signed = {1: "signed char", 2: "short", 4: "int", 8: "long"}
    if "*" in kind or "(" in kind:
        return gdb.Value(address).cast(
            gdb.lookup_type("void").pointer().pointer()).dereference()
    if size in signed and "struct" not in kind:
        return gdb.Value(address).cast(
            gdb.lookup_type(signed[size]).pointer()).dereference()
    byte = gdb.lookup_type("unsigned char").array(max(size, 1) - 1)
    return gdb.Value(address).cast(byte.pointer()).dereference()


def of_elements(written, kind):
    """Of an array of variable length the frame has the address alone, of void:
    it is one of its elements, as written."""
    if "[]" not in written or kind.code != gdb.TYPE_CODE_PTR or \
            kind.target().code != gdb.TYPE_CODE_VOID:
        return kind
    try:
        return gdb.parse_and_eval(
            "(%s) 0" % written.replace("[]", "(*)", 1)).type
    except gdb.error:
        return kind  # a type of the function's own


def value_at(address, written, kind):
    """The variable of that type in a frame."""
    value = gdb.Value(address).cast(kind.pointer()).dereference()
    return value.cast(of_elements(written, kind)) \
        if kind.code == gdb.TYPE_CODE_PTR else value


def of_frame(frame):
    """[(name, value)] in the order of the source, parameters first."""
    if frame.coroutine is None:
        return []
    kind = frame_type(frame.coroutine)
    found = []
    for name, written, offset, size in fields(frame.coroutine, frame.resume):
        at = frame.address + offset
        member = member_at(kind, name, offset) if kind else None
        if member:
            value = value_at(at, written, member[1])
        else:
            value = unknown(written, at, size)
        found.append((name, value))
    return found


def text(value, **options):
    """As `print` shows it."""
    try:
        return value.format_string(**options)
    except gdb.error as error:
        return "<error: %s>" % error


# -- expressions -------------------------------------------------------------

WORDS = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|(?:\.|->)\s*\w+'
                   r"|[A-Za-z_]\w*|\d\w*")


def in_gdbs_words(frame, expression, elsewhere=()):
    """An expression over the frame's variables and all that is global, where
    members of these names are not looked for in memory."""
    kind = frame_type(frame.coroutine) if frame.coroutine else None
    if kind is None:
        return expression
    members = {}
    for name, written, offset, _ in fields(frame.coroutine, frame.resume):
        member = member_at(kind, name, offset)
        if member and member[0] not in elsewhere:  # the innermost counts
            members[name] = "$csp_frame->" + member[0]
            cast = of_elements(written, member[1])
            if cast is not member[1]:
                members[name] = "((%s) %s)" % (cast, members[name])
    gdb.set_convenience_variable(
        "csp_frame", gdb.Value(frame.address).cast(kind.pointer()))

    def replace(match):
        return members.get(match.group(), match.group())
    return WORDS.sub(replace, expression)


def evaluate(frame, expression, elsewhere=()):
    return gdb.parse_and_eval(in_gdbs_words(frame, expression, elsewhere))
