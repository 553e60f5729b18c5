# SPDX-License-Identifier: MIT
"""`break take` means the body of the program's own `take`. gdb finds functions
of the runtime by that name, too, and the entry for plain C, which only waits for
the body; what it has set there is switched off."""
import re

import gdb

from csp_gdb import layout as lay
from csp_gdb import native

PLACE = re.compile(r"^(\d+\.\d+)\s+y\s.* at (.+):\d+$")


def places(breakpoint):
    """(number, file) of the breakpoint's places, if it has several."""
    said = gdb.execute("info breakpoints %d" % breakpoint.number,
                       to_string=True)
    for line in said.split("\n"):
        found = PLACE.match(line)
        if found:
            yield found.group(1), found.group(2)


def look_at(breakpoint):
    if breakpoint.number < 0 or not lay.is_here() or \
            not re.fullmatch(r"\w+", breakpoint.location or ""):
        return
    found = list(places(breakpoint))
    inside = [number for number, file in found if native.is_runtime_path(file)]
    if inside and len(inside) < len(found):
        gdb.execute("disable " + " ".join(inside))


def begin():
    gdb.events.breakpoint_created.connect(look_at)
