#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints the generated lines of a coroutine, of --emit=json from stdin, each
behind the line of the source and the state that it stands for.

    mapped.py COROUTINE
"""
import json
import sys

unit = json.load(sys.stdin)["units"][0]["generated"]
for link in unit["map"]:
    if link.get("coroutine") == sys.argv[1]:
        print("%d/%s: %s" % (link["line"], link.get("state", "-"),
                             unit["lines"][link["generated"] - 1].strip()))
