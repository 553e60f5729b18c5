# SPDX-License-Identifier: MIT
"""What gdb loads for a program of cspcc's: by itself, where the program was
compiled with -g and gdb trusts this file's directory (docs/DEBUGGING.md), or
by `source`. All the rest is the package csp_gdb."""
import os
import sys


def find_package():
    """Its directory: beside this file, or as installed."""
    here = os.path.dirname(os.path.realpath(__file__))
    for place in (here, os.path.join(here, "..", "..", "cspcc", "gdb")):
        if os.path.isdir(os.path.join(place, "csp_gdb")):
            return os.path.normpath(place)
    raise ImportError("csp_gdb does not stand beside csp-gdb.py")


if "csp_gdb" not in sys.modules:
    sys.dont_write_bytecode = True
    sys.path.insert(0, find_package())
    import csp_gdb
    csp_gdb.begin()
